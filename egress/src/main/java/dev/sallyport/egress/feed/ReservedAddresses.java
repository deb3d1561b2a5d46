package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.util.List;

/*
 * Addresses that nobody calls from over the Internet: the entries of the IANA registries of special-purpose addresses (RFC 6890 as
 * updated by RFC 8190) that are not globally reachable, multicast (RFC 5771, RFC 4291 section 2.7), and the prefixes that embed IPv4
 * addresses.
 */
final class ReservedAddresses {

    static final IpSet ALL =
            IpSet.ofPrefixes(
                    List.of(
                                    "0.0.0.0/8",
                                    "10.0.0.0/8",
                                    "100.64.0.0/10",
                                    "127.0.0.0/8",
                                    "169.254.0.0/16",
                                    "172.16.0.0/12",
                                    "192.0.0.0/24",
                                    "192.0.2.0/24",
                                    "192.88.99.0/24",
                                    "192.168.0.0/16",
                                    "198.18.0.0/15",
                                    "198.51.100.0/24",
                                    "203.0.113.0/24",
                                    "224.0.0.0/3",
                                    "::/8",
                                    "100::/64",
                                    "100:0:0:1::/64",
                                    "2001::/32",
                                    "2001:2::/48",
                                    "2001:10::/28",
                                    "2001:db8::/32",
                                    "2002::/16",
                                    "3fff::/20",
                                    "5f00::/16",
                                    "fc00::/7",
                                    "fe80::/10",
                                    "ff00::/8")
                            .stream()
                            .map(IpPrefix::parse)
                            .toList());

    private ReservedAddresses() {}

    /** Returns whether the prefix holds such an address. */
    static boolean touch(IpPrefix prefix) {
        return ALL.overlaps(IpSet.ofPrefixes(List.of(prefix)));
    }
}
