package dev.sallyport.server.compat;

import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.HostPattern;
import org.jspecify.annotations.Nullable;

/**
 * A host whose root is a door.
 *
 * @param host the host, or null where a pattern is given
 * @param pattern the hosts, each of which names a tenant, or null where one host is given
 * @param door the name of the door
 */
public record DoorHost(@Nullable HostName host, @Nullable HostPattern pattern, String door) {

    /**
     * Returns what {@code text} says: {@code HOST=DOOR}, the host perhaps with one {@code
     * {tenant}}.
     *
     * @throws IllegalArgumentException if it is of another form
     */
    public static DoorHost parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("`" + text + "` is not `host=door`");
        }
        String host = text.substring(0, equals).strip();
        String door = text.substring(equals + 1).strip();
        if (!door.equals("sailpoint") && !door.equals("genesys")) {
            throw new IllegalArgumentException(
                    "`" + door + "` is no door; there are `sailpoint` and `genesys`");
        }
        if (host.contains("{")) {
            return new DoorHost(null, HostPattern.parse(host), door);
        }
        HostName name = HostName.parse(host);
        if (name == null || !name.value().equals(host)) {
            throw new IllegalArgumentException("`" + host + "` is no host name in lower case");
        }
        return new DoorHost(name, null, door);
    }

    boolean matches(HostName asked) {
        return asked.equals(host) || tenantOf(asked) != null;
    }

    @Nullable TenantId tenantOf(HostName asked) {
        return pattern == null ? null : pattern.tenantOf(asked);
    }
}
