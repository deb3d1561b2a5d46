package dev.sallyport.engine.address;

/**
 * One of the two address families. An address of one family never equals, contains or precedes by
 * value one of the other.
 */
public enum IpFamily {
    /** 32-bit addresses, RFC 791. */
    IPV4(32),
    /** 128-bit addresses, RFC 4291. */
    IPV6(128);

    private final int bits;

    IpFamily(int bits) {
        this.bits = bits;
    }

    /** Returns the width of an address of this family in bits: 32 or 128. */
    public int bits() {
        return bits;
    }
}
