package dev.sallyport.engine.address;

/**
 * A prefix whose IPv6 addresses embed IPv4 addresses as in RFC 6052 section 2.2.
 *
 * @param prefix an IPv6 prefix of length 32, 40, 48, 56, 64 or 96
 */
public record Nat64Prefix(IpPrefix prefix) {

    /**
     * Checks family and length.
     *
     * @throws IllegalArgumentException if the prefix is IPv4 or of another length
     */
    public Nat64Prefix {
        boolean known =
                switch (prefix.length()) {
                    case 32, 40, 48, 56, 64, 96 -> prefix.family() == IpFamily.IPV6;
                    default -> false;
                };
        if (!known) {
            throw new IllegalArgumentException(
                    "a NAT64 prefix is IPv6 and of length 32, 40, 48, 56, 64 or 96");
        }
    }
}
