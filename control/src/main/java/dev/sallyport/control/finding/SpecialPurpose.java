package dev.sallyport.control.finding;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import java.util.List;
import java.util.Optional;

/**
 * The address space that is set aside: the IANA registries of special-purpose IPv4 and IPv6
 * addresses (RFC 6890 as updated by RFC 8190), and multicast (RFC 5771, RFC 4291 section 2.7).
 *
 * @param prefix the addresses
 * @param name the name of the allocation in the registry
 * @param source the document that made it
 * @param isPrivate whether they are for networks of one's own
 */
record SpecialPurpose(IpPrefix prefix, String name, String source, boolean isPrivate) {

    /* Of allocations inside each other the smaller stands first: it says more. */
    private static final List<SpecialPurpose> ALL =
            List.of(
                    privately("10.0.0.0/8", "Private-Use", "RFC 1918"),
                    privately("172.16.0.0/12", "Private-Use", "RFC 1918"),
                    privately("192.168.0.0/16", "Private-Use", "RFC 1918"),
                    privately("100.64.0.0/10", "Shared Address Space", "RFC 6598"),
                    specially("0.0.0.0/8", "\"This network\"", "RFC 791"),
                    specially("127.0.0.0/8", "Loopback", "RFC 1122"),
                    specially("169.254.0.0/16", "Link Local", "RFC 3927"),
                    specially("192.0.0.0/24", "IETF Protocol Assignments", "RFC 6890"),
                    specially("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
                    specially("192.31.196.0/24", "AS112-v4", "RFC 7535"),
                    specially("192.52.193.0/24", "AMT", "RFC 7450"),
                    specially("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", "RFC 7526"),
                    specially("192.175.48.0/24", "Direct Delegation AS112 Service", "RFC 7534"),
                    specially("198.18.0.0/15", "Benchmarking", "RFC 2544"),
                    specially("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
                    specially("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
                    specially("224.0.0.0/4", "Multicast", "RFC 5771"),
                    specially("255.255.255.255", "Limited Broadcast", "RFC 919"),
                    specially("240.0.0.0/4", "Reserved", "RFC 1112"),
                    privately("fc00::/7", "Unique-Local", "RFC 4193"),
                    specially("::1", "Loopback Address", "RFC 4291"),
                    specially("::", "Unspecified Address", "RFC 4291"),
                    specially("64:ff9b::/96", "IPv4-IPv6 Translat.", "RFC 6052"),
                    specially("64:ff9b:1::/48", "IPv4-IPv6 Translat.", "RFC 8215"),
                    specially("100::/64", "Discard-Only Address Block", "RFC 6666"),
                    specially("100:0:0:1::/64", "Dummy IPv6 Prefix", "RFC 9780"),
                    specially("2001::/32", "TEREDO", "RFC 4380"),
                    specially("2001:2::/48", "Benchmarking", "RFC 5180"),
                    specially("2001:10::/28", "Deprecated (previously ORCHID)", "RFC 4843"),
                    specially("2001:20::/28", "ORCHIDv2", "RFC 7343"),
                    specially("2001::/23", "IETF Protocol Assignments", "RFC 2928"),
                    specially("2001:db8::/32", "Documentation", "RFC 3849"),
                    specially("2002::/16", "6to4", "RFC 3056"),
                    specially("2620:4f:8000::/48", "Direct Delegation AS112 Service", "RFC 7534"),
                    specially("3fff::/20", "Documentation", "RFC 9637"),
                    specially("5f00::/16", "Segment Routing (SRv6) SIDs", "RFC 9602"),
                    specially("fe80::/10", "Link-Local Unicast", "RFC 4291"),
                    specially("ff00::/8", "Multicast", "RFC 4291"));

    private static SpecialPurpose privately(String prefix, String name, String source) {
        return new SpecialPurpose(IpPrefix.parse(prefix), name, source, true);
    }

    private static SpecialPurpose specially(String prefix, String name, String source) {
        return new SpecialPurpose(IpPrefix.parse(prefix), name, source, false);
    }

    /** Returns the allocation that all addresses of a range are of. */
    static Optional<SpecialPurpose> of(IpRange addresses) {
        for (SpecialPurpose each : ALL) {
            if (each.prefix.contains(addresses.first()) && each.prefix.contains(addresses.last())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
