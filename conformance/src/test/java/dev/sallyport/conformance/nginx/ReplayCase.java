package dev.sallyport.conformance.nginx;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.testkit.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request of the replay, as a client sends it to nginx, and what is known of it by how it was
 * made.
 *
 * @param from the loopback address it is sent from: 127.0.0.1 is a trusted hop, another is a client
 * @param method the method
 * @param host the {@code Host} line's value
 * @param target the request target, which nginx passes on as it is
 * @param forwarded the values of the {@code X-Forwarded-For} lines
 * @param facts the lines that nginx, as configured in this test, turns into what it vouches for
 * @param principal who asks according to those lines, or null if they are malformed or repeated
 */
record ReplayCase(
        String from,
        String method,
        String host,
        String target,
        List<String> forwarded,
        List<String> facts,
        @Nullable Principal principal) {

    static final String TRUSTED = "127.0.0.1";
    static final String UNTRUSTED = "127.0.0.2";

    private static final List<String> MALFORMED =
            List.of(
                    "unknown",
                    "_hidden",
                    "",
                    "10.0.0.300",
                    "010.0.0.1",
                    "1.2.3",
                    "0x7f000001",
                    "2130706433",
                    "localhost",
                    "example.com",
                    "1.2.3.4:99999",
                    "[::1",
                    "::1]",
                    "1.2.3.4/32",
                    "0.0.0.0",
                    "::",
                    "fe80::1::2",
                    "1.2.3.4 5.6.7.8",
                    "\"1.2.3.4\"",
                    "for=1.2.3.4",
                    "10.0.0.7",
                    "10.0.0.7, 10.0.0.8");

    /* Ambiguous paths. None of these is refused or changed by nginx on its way into $request_uri. */
    private static final List<String> AMBIGUOUS =
            List.of(
                    "/blog//x",
                    "//blog",
                    "/./blog",
                    "/blog/../files/",
                    "/blog;v=1",
                    "/%2e/blog",
                    "/files%2fx",
                    "/%62log%5cx",
                    "/%2562log",
                    "/blog\\x",
                    "/blog/.",
                    "/bl\u00f6g");

    static final List<String> BAD_HOSTS =
            List.of(
                    "free.example.com:http",
                    "fr\u00e9e.example.com",
                    "free.ex%61mple.com",
                    "free.example.com:80:80",
                    "[::ffff]x",
                    "free_.example.com,free.example.com");

    static ReplayCase of(
            SharedData.LogLine line, List<String> hosts, List<IpPrefix> clouds, Chance chance) {
        List<String> facts = new ArrayList<>();
        Principal principal = chance.percent(40) ? principal(facts, chance) : Principal.ANONYMOUS;
        return new ReplayCase(
                chance.percent(5) ? UNTRUSTED : TRUSTED,
                line.method(),
                host(hosts, chance),
                chance.percent(5) ? chance.pick(AMBIGUOUS) : line.target(),
                forwarded(line.address(), clouds, chance),
                facts,
                principal);
    }

    private static String host(List<String> hosts, Chance chance) {
        if (chance.percent(2)) {
            return chance.pick(
                    List.of("nobody.example.com", "192.0.2.1", "example.com", "[2001:db8::1]:80"));
        }
        if (chance.percent(2)) {
            return chance.pick(BAD_HOSTS);
        }
        String host = chance.pick(hosts);
        return switch (chance.below(8)) {
            case 0 -> host.toUpperCase(Locale.ROOT);
            case 1 -> host + ":8080";
            case 2 -> host + ".";
            default -> host;
        };
    }

    private static List<String> forwarded(String logged, List<IpPrefix> clouds, Chance chance) {
        if (chance.percent(5)) {
            return chance.oneIn(5) ? List.of() : List.of(chance.pick(MALFORMED));
        }
        String client = chance.percent(15) ? ipv6(logged, clouds, chance) : logged;
        String noisy =
                switch (chance.below(12)) {
                    case 0 -> "203.0.113.9, " + client;
                    case 1 -> client + ", 10.1.2.3";
                    case 2 -> chance.pick(MALFORMED) + "," + client;
                    case 3 -> client + "\t,\t10.0.0.1 , [::ffff:10.0.0.2]:443";
                    case 4 -> client.contains(":") ? client : client + ":4711";
                    case 5 -> "unknown, " + client + ",10.0.0.1";
                    default -> client;
                };
        if (chance.oneIn(10)) {
            return List.of("198.51.100.7", noisy);
        }
        return chance.oneIn(10) ? List.of(noisy, "10.9.9.9") : List.of(noisy);
    }

    /* The same client as an IPv6 network might carry it, or one from a cloud. */
    private static String ipv6(String logged, List<IpPrefix> clouds, Chance chance) {
        int bits = IpAddress.parse(logged).ipv4Bits();
        long low = bits & 0xFFFF_FFFFL;
        return switch (chance.below(8)) {
            case 0 -> "::ffff:" + logged;
            case 1 -> IpAddress.ipv6(0x2002L << 48 | low << 16, 1).toString();
            case 2 -> IpAddress.ipv6(0x0064_FF9BL << 32, low).toString();
            case 3 ->
                    IpAddress.ipv6(
                                    0x2001_0000L << 32 | 0x4136_E378L,
                                    0x8000_63BFL << 32 | (~low & 0xFFFF_FFFFL))
                            .toString();
            case 4 -> "::" + logged;
            case 5 -> "[2001:db8::" + Integer.toHexString(bits >>> 16) + "]:443";
            default -> {
                IpPrefix cloud = chance.pick(clouds);
                yield cloud.address().isIpv4()
                        ? "2001:db8::" + Integer.toHexString(bits & 0xFFFF)
                        : IpAddress.ipv6(cloud.address().high(), chance.bits()).toString();
            }
        };
    }

    private static @Nullable Principal principal(List<String> facts, Chance chance) {
        PrincipalKind kind =
                chance.pick(
                        List.of(PrincipalKind.USER, PrincipalKind.CLIENT, PrincipalKind.SUPPORT));
        String id = chance.pick(List.of("alice", "sam", "batch"));
        facts.add("X-Test-Principal: " + kind.name().toLowerCase(Locale.ROOT) + ":" + id);
        if (chance.percent(4)) {
            facts.add("X-Test-Principal-Again: user:mallory");
            return null;
        }
        if (chance.percent(4)) {
            facts.set(
                    0,
                    "X-Test-Principal: "
                            + chance.pick(
                                    List.of(
                                            "king:alice",
                                            "user:",
                                            "anonymous:x",
                                            "user:a,user:b",
                                            "user:%zz",
                                            "user:\u00e9")));
            return null;
        }
        Set<String> roles = chance.oneIn(2) ? Set.of("admin", "auditor") : Set.of();
        if (!roles.isEmpty()) {
            facts.add("X-Test-Roles: admin, auditor");
        }
        String client = chance.oneIn(3) ? null : chance.pick(List.of("web", "cli", "m%2F"));
        if (client != null) {
            facts.add("X-Test-Client: " + client);
        }
        Set<String> authorized = chance.pick(List.of(Set.of("web"), Set.of("cli", "m/"), Set.of()));
        if (chance.oneIn(3)) {
            authorized = null;
        } else if (authorized.isEmpty()) {
            facts.add("X-Test-Authorized-Clients: \"\"");
        } else {
            facts.add(
                    "X-Test-Authorized-Clients: "
                            + String.join(",", authorized).replace("/", "%2f"));
        }
        return new Principal(
                kind, id, roles, client == null ? null : client.replace("%2F", "/"), authorized);
    }

    /** Returns the bytes that the client sends, one character each. */
    String bytes() {
        StringBuilder text = new StringBuilder();
        text.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        for (String line : forwarded) {
            text.append("X-Forwarded-For: ").append(line).append("\r\n");
        }
        for (String line : facts) {
            text.append(line).append("\r\n");
        }
        return text.append("\r\n").toString();
    }
}
