package dev.sallyport.engine.address;

/**
 * A network in CIDR notation: all addresses of one family that share their first {@code length}
 * bits (RFC 4632).
 *
 * @param address the first address of the network; its host bits are zero
 * @param length how many leading bits are fixed: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {

    private static final int MAPPED_LENGTH = 96;

    /**
     * Checks length and host bits.
     *
     * @throws IllegalArgumentException if the length is outside its family's range or a host bit is
     *     set
     */
    public IpPrefix {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("prefix length out of range");
        }
        if (!address.equals(masked(address, length))) {
            throw new IllegalArgumentException("prefix has host bits set");
        }
    }

    /**
     * Returns the prefix that {@code text} denotes: an address, or an address, {@code /} and a
     * decimal length without sign or leading zero. A bare address is a prefix of full length.
     *
     * @throws AddressSyntaxException if the text is anything else or has host bits set; its code
     *     says what
     */
    public static IpPrefix parse(CharSequence text) {
        return AddressParser.parsePrefix(text);
    }

    /**
     * Returns the prefix of the given length around {@code address}, host bits cleared.
     *
     * @throws IllegalArgumentException if the length is outside its family's range
     */
    public static IpPrefix around(IpAddress address, int length) {
        if (length < 0 || length > address.family().bits()) {
            throw new IllegalArgumentException("prefix length out of range");
        }
        return new IpPrefix(masked(address, length), length);
    }

    /** Returns the prefix that holds exactly {@code address}. */
    public static IpPrefix of(IpAddress address) {
        return new IpPrefix(address, address.family().bits());
    }

    private static IpAddress masked(IpAddress address, int length) {
        if (address.isIpv4()) {
            return new IpAddress(IpFamily.IPV4, 0, address.low() & upper(length + 32));
        }
        return IpAddress.ipv6(address.high() & upper(length), address.low() & upper(length - 64));
    }

    /* The 64-bit mask with its first `bits` bits set; below 0 none, above 64 all. */
    private static long upper(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= 64 ? -1L : -1L << (64 - bits);
    }

    /** Returns the family of the addresses inside. */
    public IpFamily family() {
        return address.family();
    }

    /** Returns the smallest address inside, which is {@link #address}. */
    public IpAddress first() {
        return address;
    }

    /** Returns the largest address inside. */
    public IpAddress last() {
        if (address.isIpv4()) {
            return new IpAddress(
                    IpFamily.IPV4, 0, address.low() | (~upper(length + 32) & 0xFFFF_FFFFL));
        }
        return IpAddress.ipv6(address.high() | ~upper(length), address.low() | ~upper(length - 64));
    }

    /** Returns whether {@code candidate} is of this family and inside; allocates nothing. */
    public boolean contains(IpAddress candidate) {
        if (candidate.family() != family()) {
            return false;
        }
        if (candidate.isIpv4()) {
            return (candidate.low() & upper(length + 32)) == address.low();
        }
        return (candidate.high() & upper(length)) == address.high()
                && (candidate.low() & upper(length - 64)) == address.low();
    }

    /** Returns whether every address of {@code other} is inside this prefix. */
    public boolean contains(IpPrefix other) {
        return other.length >= length && contains(other.address);
    }

    /**
     * Returns whether all addresses inside are IPv4-mapped: the prefix lies in {@code
     * ::ffff:0:0/96}.
     */
    public boolean isIpv4Mapped() {
        return length >= MAPPED_LENGTH && address.isIpv4Mapped();
    }

    /**
     * Returns the IPv4 prefix that an IPv4-mapped prefix stands for, and any other prefix
     * unchanged.
     */
    public IpPrefix unmapped() {
        return isIpv4Mapped() ? new IpPrefix(address.unmapped(), length - MAPPED_LENGTH) : this;
    }

    /** Returns the same addresses as an inclusive range. */
    public IpRange toRange() {
        return new IpRange(first(), last());
    }

    /** Orders by family, then first address, then length, shorter first. */
    @Override
    public int compareTo(IpPrefix other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    /**
     * Returns CIDR notation, always with the length: {@code 192.0.2.0/24}, {@code 192.0.2.7/32}.
     */
    @Override
    public String toString() {
        return address + "/" + length;
    }
}
