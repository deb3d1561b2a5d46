package dev.sallyport.server.compat;

import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which door a request is for: by its host, otherwise by the beginning of its path. */
final class DoorTable {

    private static final String PREFIX = "/compat/";

    /* A door, the path below it, and the tenant that the host names. */
    record Place(VendorDoor door, String path, @Nullable TenantId tenant) {}

    private final Map<String, VendorDoor> doors = new LinkedHashMap<>();
    private final List<DoorHost> hosts;

    DoorTable(List<VendorDoor> doors, List<DoorHost> hosts) {
        doors.forEach(door -> this.doors.put(door.name(), door));
        this.hosts = List.copyOf(hosts);
    }

    /**
     * Returns the place of a request.
     *
     * @param host the value of the header {@code Host}, or null
     * @param rawPath the path as sent
     */
    Optional<Place> find(@Nullable String host, String rawPath) {
        // Clients that join a base with a slash at its end and a path send two.
        String path = oneSlash(rawPath);
        HostName name = host == null || hosts.isEmpty() ? null : HostName.parse(host);
        if (name != null) {
            for (DoorHost each : hosts) {
                VendorDoor door = doors.get(each.door());
                if (door != null && each.matches(name)) {
                    String below = below(door, path);
                    return Optional.of(
                            new Place(door, below == null ? path : below, each.tenantOf(name)));
                }
            }
        }
        return doors.values().stream()
                .flatMap(door -> {
                    String below = below(door, path);
                    return Optional.ofNullable(below)
                            .map(found -> new Place(door, found, null))
                            .stream();
                })
                .findFirst();
    }

    private static @Nullable String below(VendorDoor door, String path) {
        String base = PREFIX + door.name();
        if (!path.startsWith(base)) {
            return null;
        }
        String rest = path.substring(base.length());
        if (rest.isEmpty()) {
            return "/";
        }
        return rest.startsWith("/") ? oneSlash(rest) : null;
    }

    private static String oneSlash(String path) {
        int slashes = 0;
        while (slashes < path.length() && path.charAt(slashes) == '/') {
            slashes++;
        }
        return slashes < 2 ? path : path.substring(slashes - 1);
    }
}
