package dev.sallyport.engine.address;

/**
 * An IPv4 or IPv6 address as a value.
 *
 * <p>The natural order puts all IPv4 addresses before all IPv6 addresses and within a family
 * follows the unsigned value. An IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2) is an IPv6
 * address until {@link #unmapped} says otherwise.
 *
 * @param family the address family
 * @param high the upper 64 bits of an IPv6 address; zero for IPv4
 * @param low the lower 64 bits of an IPv6 address; for IPv4 the address as an unsigned 32-bit
 *     number
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {

    private static final long IPV4_MASK = 0xFFFF_FFFFL;

    /**
     * Checks that an IPv4 value fits 32 bits.
     *
     * @throws IllegalArgumentException if the family is IPv4 and the value does not fit
     */
    public IpAddress {
        if (family == IpFamily.IPV4 && (high != 0 || (low & ~IPV4_MASK) != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** Returns the IPv4 address whose 32 bits are {@code bits}, most significant octet first. */
    public static IpAddress ipv4(int bits) {
        return new IpAddress(IpFamily.IPV4, 0, bits & IPV4_MASK);
    }

    /** Returns the IPv6 address with the given upper and lower 64 bits. */
    public static IpAddress ipv6(long high, long low) {
        return new IpAddress(IpFamily.IPV6, high, low);
    }

    /**
     * Returns the address whose bytes, in network order, are {@code bytes}.
     *
     * @throws IllegalArgumentException if there are neither 4 nor 16 bytes
     */
    public static IpAddress ofBytes(byte[] bytes) {
        if (bytes.length == 4) {
            return new IpAddress(IpFamily.IPV4, 0, bigEndian(bytes, 0, 4));
        }
        if (bytes.length == 16) {
            return ipv6(bigEndian(bytes, 0, 8), bigEndian(bytes, 8, 8));
        }
        throw new IllegalArgumentException("an address has 4 or 16 bytes");
    }

    private static long bigEndian(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    /**
     * Returns the address that {@code text} denotes, read strictly: four decimal octets without
     * leading zeros, or IPv6 as in RFC 4291 section 2.2 without a zone.
     *
     * @throws AddressSyntaxException if the text is anything else; its code says what
     */
    public static IpAddress parse(CharSequence text) {
        return AddressParser.parse(text);
    }

    /** Returns whether this is an IPv4 address. */
    public boolean isIpv4() {
        return family == IpFamily.IPV4;
    }

    /** Returns the 32 bits of an IPv4 address; for IPv6 its lowest 32 bits. */
    public int ipv4Bits() {
        return (int) low;
    }

    /** Returns whether this is an IPv6 address inside {@code ::ffff:0:0/96}. */
    public boolean isIpv4Mapped() {
        return family == IpFamily.IPV6 && high == 0 && low >>> 32 == 0xFFFF;
    }

    /**
     * Returns the IPv4 address that an IPv4-mapped address stands for, and any other address
     * unchanged.
     */
    public IpAddress unmapped() {
        return isIpv4Mapped() ? ipv4((int) low) : this;
    }

    /** Returns whether this is {@code 0.0.0.0} or {@code ::}. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Returns whether this is the largest address of its family. */
    public boolean isLast() {
        return low == (isIpv4() ? IPV4_MASK : -1L) && (isIpv4() || high == -1L);
    }

    /**
     * Returns the address after this one.
     *
     * @throws IllegalStateException if this is the last of its family
     */
    public IpAddress next() {
        if (isLast()) {
            throw new IllegalStateException("there is no address after the last");
        }
        return new IpAddress(family, low == -1L ? high + 1 : high, low + 1);
    }

    /**
     * Returns the address before this one.
     *
     * @throws IllegalStateException if this is the first of its family
     */
    public IpAddress previous() {
        if (isUnspecified()) {
            throw new IllegalStateException("there is no address before the first");
        }
        return new IpAddress(family, low == 0 ? high - 1 : high, low - 1);
    }

    /* How many of the lowest bits are zero: 0 to the width of the family. */
    int trailingZeros() {
        int zeros =
                low == 0 ? 64 + Long.numberOfTrailingZeros(high) : Long.numberOfTrailingZeros(low);
        return Math.min(zeros, family.bits());
    }

    @Override
    public int compareTo(IpAddress other) {
        if (family != other.family) {
            return family.compareTo(other.family);
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Returns the canonical text: dotted decimal for IPv4, RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return AddressFormatter.format(this);
    }
}
