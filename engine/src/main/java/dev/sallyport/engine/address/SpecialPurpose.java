package dev.sallyport.engine.address;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An allocation of the address space that is set aside: the IANA registries of special-purpose IPv4
 * and IPv6 addresses (RFC 6890 as updated by RFC 8190), and multicast (RFC 5771, RFC 4291 section
 * 2.7). Nobody is reached from the Internet under such an address, a few relays aside.
 *
 * @param prefix the addresses
 * @param use what they are for
 * @param name the name of the allocation in the registry
 * @param source the document that made it
 */
public record SpecialPurpose(IpPrefix prefix, Use use, String name, String source) {

    /** What addresses are set aside for. */
    public enum Use {
        /** Networks of one's own. */
        PRIVATE,
        /** Between a carrier and its customers, behind the carrier's translation. */
        SHARED,
        /** The machine itself. */
        LOOPBACK,
        /** One link, without a router. */
        LINK_LOCAL,
        /** Groups of receivers; never the source of a packet. */
        MULTICAST,
        /** Measuring network equipment. */
        BENCHMARKING,
        /** Examples in texts. */
        DOCUMENTATION,
        /** IPv4 addresses carried inside IPv6 ones. */
        TRANSLATION,
        /** Anything else. */
        OTHER
    }

    /* Of allocations inside each other the smaller stands first: it says more. */
    private static final List<SpecialPurpose> ALL =
            List.of(
                    of("10.0.0.0/8", Use.PRIVATE, "Private-Use", "RFC 1918"),
                    of("172.16.0.0/12", Use.PRIVATE, "Private-Use", "RFC 1918"),
                    of("192.168.0.0/16", Use.PRIVATE, "Private-Use", "RFC 1918"),
                    of("100.64.0.0/10", Use.SHARED, "Shared Address Space", "RFC 6598"),
                    of("0.0.0.0/8", Use.OTHER, "\"This network\"", "RFC 791"),
                    of("127.0.0.0/8", Use.LOOPBACK, "Loopback", "RFC 1122"),
                    of("169.254.0.0/16", Use.LINK_LOCAL, "Link Local", "RFC 3927"),
                    of("192.0.0.0/24", Use.OTHER, "IETF Protocol Assignments", "RFC 6890"),
                    of("192.0.2.0/24", Use.DOCUMENTATION, "Documentation (TEST-NET-1)", "RFC 5737"),
                    of("192.31.196.0/24", Use.OTHER, "AS112-v4", "RFC 7535"),
                    of("192.52.193.0/24", Use.OTHER, "AMT", "RFC 7450"),
                    of(
                            "192.88.99.0/24",
                            Use.TRANSLATION,
                            "Deprecated (6to4 Relay Anycast)",
                            "RFC 7526"),
                    of("192.175.48.0/24", Use.OTHER, "Direct Delegation AS112 Service", "RFC 7534"),
                    of("198.18.0.0/15", Use.BENCHMARKING, "Benchmarking", "RFC 2544"),
                    of(
                            "198.51.100.0/24",
                            Use.DOCUMENTATION,
                            "Documentation (TEST-NET-2)",
                            "RFC 5737"),
                    of(
                            "203.0.113.0/24",
                            Use.DOCUMENTATION,
                            "Documentation (TEST-NET-3)",
                            "RFC 5737"),
                    of("224.0.0.0/4", Use.MULTICAST, "Multicast", "RFC 5771"),
                    of("255.255.255.255", Use.OTHER, "Limited Broadcast", "RFC 919"),
                    of("240.0.0.0/4", Use.OTHER, "Reserved", "RFC 1112"),
                    of("fc00::/7", Use.PRIVATE, "Unique-Local", "RFC 4193"),
                    of("::1", Use.LOOPBACK, "Loopback Address", "RFC 4291"),
                    of("::", Use.OTHER, "Unspecified Address", "RFC 4291"),
                    of("64:ff9b::/96", Use.TRANSLATION, "IPv4-IPv6 Translat.", "RFC 6052"),
                    of("64:ff9b:1::/48", Use.TRANSLATION, "IPv4-IPv6 Translat.", "RFC 8215"),
                    of("100::/64", Use.OTHER, "Discard-Only Address Block", "RFC 6666"),
                    of("100:0:0:1::/64", Use.OTHER, "Dummy IPv6 Prefix", "RFC 9780"),
                    of("2001::/32", Use.TRANSLATION, "TEREDO", "RFC 4380"),
                    of("2001:2::/48", Use.BENCHMARKING, "Benchmarking", "RFC 5180"),
                    of("2001:10::/28", Use.OTHER, "Deprecated (previously ORCHID)", "RFC 4843"),
                    of("2001:20::/28", Use.OTHER, "ORCHIDv2", "RFC 7343"),
                    of("2001::/23", Use.OTHER, "IETF Protocol Assignments", "RFC 2928"),
                    of("2001:db8::/32", Use.DOCUMENTATION, "Documentation", "RFC 3849"),
                    of("2002::/16", Use.TRANSLATION, "6to4", "RFC 3056"),
                    of(
                            "2620:4f:8000::/48",
                            Use.OTHER,
                            "Direct Delegation AS112 Service",
                            "RFC 7534"),
                    of("3fff::/20", Use.DOCUMENTATION, "Documentation", "RFC 9637"),
                    of("5f00::/16", Use.OTHER, "Segment Routing (SRv6) SIDs", "RFC 9602"),
                    of("fe80::/10", Use.LINK_LOCAL, "Link-Local Unicast", "RFC 4291"),
                    of("ff00::/8", Use.MULTICAST, "Multicast", "RFC 4291"));

    private static SpecialPurpose of(String prefix, Use use, String name, String source) {
        return new SpecialPurpose(IpPrefix.parse(prefix), use, name, source);
    }

    /** Returns the allocation that all addresses of a range are of, the smallest that there is. */
    public static Optional<SpecialPurpose> of(IpRange addresses) {
        for (SpecialPurpose each : ALL) {
            if (each.prefix.contains(addresses.first()) && each.prefix.contains(addresses.last())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Returns all addresses that are set aside for some of these uses. */
    public static IpSet addresses(Set<Use> uses) {
        return IpSet.ofPrefixes(
                ALL.stream()
                        .filter(each -> uses.contains(each.use))
                        .map(SpecialPurpose::prefix)
                        .toList());
    }
}
