package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpFamily;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Targets by their text: {@code kind:place?name=value&name=value}.
 *
 * <ul>
 *   <li>{@code nftables:FAMILY/TABLE/SET4,SET6}
 *   <li>{@code ipset:SET4,SET6}
 *   <li>{@code nginx:FILE}, with {@code config} for another main configuration
 *   <li>{@code haproxy:FILE}, with {@code socket} and {@code map}
 *   <li>{@code file:FILE}
 *   <li>{@code aws-prefix-list:FILE}, with {@code list} and {@code family}
 *   <li>{@code network-policy:FILE}, with {@code name}, {@code namespace} and {@code pods}
 * </ul>
 *
 * Every kind takes {@code capacity}, the most prefixes of a family.
 */
public final class Targets {

    private static final int IPSET_MOST = 65_536;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private final String text;
    private final String place;
    private final Map<String, String> values;

    private Targets(String text, String place, Map<String, String> values) {
        this.text = text;
        this.place = place;
        this.values = values;
    }

    /**
     * Returns the target that a text names; nothing is touched yet.
     *
     * @throws IllegalArgumentException if it names none; the message says why
     */
    public static Target of(String text) {
        int colon = text.indexOf(':');
        int mark = text.indexOf('?');
        if (colon < 1 || mark >= 0 && mark < colon) {
            throw new IllegalArgumentException("a target is written as kind:place");
        }
        String kind = text.substring(0, colon);
        Map<String, String> values = new HashMap<>();
        if (mark >= 0) {
            for (String pair : text.substring(mark + 1).split("&", -1)) {
                String[] both = pair.split("=", 2);
                if (both.length != 2 || values.put(both[0], both[1]) != null) {
                    throw new IllegalArgumentException("`" + pair + "` is not name=value, once");
                }
            }
        }
        String place = text.substring(colon + 1, mark < 0 ? text.length() : mark);
        return new Targets(text, place, values).of(kind, text);
    }

    private Target of(String kind, String whole) {
        return switch (kind) {
            case "nftables" -> limited(nftables(), Set.of());
            case "ipset" -> ipset();
            case "nginx" -> nginx();
            case "haproxy" -> haproxy();
            case "file" -> {
                check(Set.of());
                yield new FileTarget(text, path(), new PlainFormat(capacity(PlainFormat.MOST)));
            }
            case "aws-prefix-list" -> prefixList();
            case "network-policy" -> networkPolicy();
            default ->
                    throw new IllegalArgumentException(
                            "`"
                                    + whole
                                    + "` begins with no kind of target: nftables, ipset, nginx,"
                                    + " haproxy, file, aws-prefix-list, network-policy");
        };
    }

    private Target nftables() {
        String[] parts = place.split("/", -1);
        if (parts.length != 3 || !parts[0].matches("inet|ip|ip6|bridge|netdev")) {
            throw new IllegalArgumentException("nftables takes FAMILY/TABLE/SET4,SET6");
        }
        String[] sets = sets(parts[2]);
        return new NftablesTarget(
                text,
                values.getOrDefault("program", "nft"),
                parts[0] + " " + named(parts[1]),
                sets[0],
                sets[1]);
    }

    private Target ipset() {
        check(Set.of("program"));
        String[] sets = sets(place);
        if (sets[0].length() > 27 || sets[1].length() > 27) {
            throw new IllegalArgumentException("names of ipsets have at most 27 characters here");
        }
        return new IpsetTarget(
                text,
                values.getOrDefault("program", "ipset"),
                sets[0],
                sets[1],
                capacity(IPSET_MOST));
    }

    private Target nginx() {
        check(Set.of("program", "config"));
        String program = values.getOrDefault("program", "nginx");
        String config = values.get("config");
        List<String> common = config == null ? List.of(program) : List.of(program, "-c", config);
        return new NginxTarget(
                new FileTarget(text, path(), new NginxFormat(capacity(NginxFormat.MOST))),
                with(common, "-t", "-q"),
                with(common, "-s", "reload"));
    }

    private Target haproxy() {
        check(Set.of("socket", "map"));
        String socket = values.get("socket");
        return new HaproxyTarget(
                new FileTarget(text, path(), new HaproxyFormat(capacity(HaproxyFormat.MOST))),
                socket == null ? null : Path.of(socket),
                values.getOrDefault("map", place));
    }

    private Target prefixList() {
        check(Set.of("list", "family"));
        IpFamily family =
                switch (values.getOrDefault("family", "ipv4").toLowerCase(Locale.ROOT)) {
                    case "ipv4" -> IpFamily.IPV4;
                    case "ipv6" -> IpFamily.IPV6;
                    default -> throw new IllegalArgumentException("family is ipv4 or ipv6");
                };
        return new FileTarget(
                text,
                path(),
                new PrefixListFormat(
                        named(values.getOrDefault("list", "sallyport")),
                        family,
                        capacity(PrefixListFormat.MOST)));
    }

    private Target networkPolicy() {
        check(Set.of("name", "namespace", "pods"));
        String pods = values.getOrDefault("pods", "");
        if (!pods.matches("|[A-Za-z0-9./_-]{1,253}=[A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("pods is one label: name=value");
        }
        return new FileTarget(
                text,
                path(),
                new NetworkPolicyFormat(
                        object(values.getOrDefault("name", "sallyport")),
                        object(values.getOrDefault("namespace", "default")),
                        pods,
                        capacity(NetworkPolicyFormat.MOST)));
    }

    private Target limited(Target target, Set<String> known) {
        check(known.isEmpty() ? Set.of("program") : known);
        int most = capacity(target.capacity().prefixes());
        return most == target.capacity().prefixes() ? target : new LimitedTarget(target, most);
    }

    private static List<String> with(List<String> common, String... more) {
        List<String> all = new ArrayList<>(common);
        all.addAll(List.of(more));
        return all;
    }

    private Path path() {
        if (place.isEmpty()) {
            throw new IllegalArgumentException("the file is missing behind the colon");
        }
        return Path.of(place).toAbsolutePath();
    }

    private int capacity(int most) {
        String given = values.get("capacity");
        if (given == null) {
            return most;
        }
        if (!given.matches("[1-9][0-9]{0,7}")) {
            throw new IllegalArgumentException("capacity is a number of prefixes");
        }
        return Integer.parseInt(given);
    }

    private void check(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name) && !name.equals("capacity")) {
                throw new IllegalArgumentException("`" + name + "` means nothing for this target");
            }
        }
    }

    private static String[] sets(String text) {
        String[] sets = text.split(",", -1);
        if (sets.length != 2 || sets[0].equals(sets[1])) {
            throw new IllegalArgumentException("two sets are named, for IPv4 and IPv6: SET4,SET6");
        }
        return new String[] {named(sets[0]), named(sets[1])};
    }

    /* As Kubernetes names its objects (RFC 1123, in lower case). */
    private static String object(String text) {
        if (!text.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
            throw new IllegalArgumentException("`" + text + "` is no name in Kubernetes");
        }
        return text;
    }

    private static String named(@Nullable String text) {
        if (text == null || !text.matches(NAME)) {
            throw new IllegalArgumentException("`" + text + "` is no name");
        }
        return text;
    }
}
