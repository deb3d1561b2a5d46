package dev.sallyport.egress.list;

import dev.sallyport.engine.address.IpPrefix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that no service on the Internet calls from, by the special-purpose registries of IANA
 * (RFC 6890, as of 2025) and the address space that RFC 4291 leaves for other uses.
 */
public enum SpecialPurpose {
    /** Used inside networks: RFC 1918, RFC 4193, RFC 6598, link-local and loopback addresses. */
    PRIVATE(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "::1/128",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10"),
    /** Only for examples: RFC 5737, RFC 3849, RFC 9637. */
    DOCUMENTATION(
            "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    /** Never a source of traffic from elsewhere: protocol assignments, multicast, unassigned. */
    RESERVED(
            "0.0.0.0/8",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/3",
            "2001::/32",
            "2001:2::/48",
            "2001:10::/28",
            "2001:20::/28",
            "2002::/16",
            "4000::/2",
            "8000::/1");

    private final List<IpPrefix> prefixes;

    SpecialPurpose(String... texts) {
        prefixes = Arrays.stream(texts).map(IpPrefix::parse).toList();
    }

    /**
     * Returns the purpose of which {@code prefix} holds an address, or nothing if there is none.
     */
    public static Optional<SpecialPurpose> in(IpPrefix prefix) {
        for (SpecialPurpose purpose : values()) {
            if (purpose.meets(prefix)) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }

    private boolean meets(IpPrefix prefix) {
        for (IpPrefix special : prefixes) {
            if (special.contains(prefix) || prefix.contains(special)) {
                return true;
            }
        }
        return false;
    }
}
