package dev.sallyport.engine.address;

import java.util.List;

/**
 * The IPv4 addresses that IPv6 addresses embed, semantics section 3. An address may embed several:
 * walk them with
 *
 * {@snippet :
 * for (int form = embedded.next(address, 0); form >= 0; form = embedded.next(address, form + 1)) {
 *     int bits = embedded.bits(address, form);
 * }
 * }
 *
 * <p>Immutable; the walk allocates nothing.
 */
public final class EmbeddedIpv4 {

    /*
     * Forms 0 to 6 are the well-known ones, 7 and up the configured prefixes in the order given.
     *
     *   0  2002::/16            6to4, RFC 3056 section 2: bits 16 to 47
     *   1  2001::/32            Teredo, RFC 4380 section 4: the low 32 bits, inverted
     *   2  64:ff9b::/96         RFC 6052 section 2.1: the low 32 bits
     *   3  64:ff9b:1::/48       RFC 8215, read as a /48 of RFC 6052 section 2.2
     *   4  64:ff9b:1::/48       RFC 8215, the low 32 bits
     *   5  ::ffff:0:0:0/96      IPv4-translated, RFC 2765 section 2.1: the low 32 bits
     *   6  ::/96                IPv4-compatible, RFC 4291 section 2.5.5.1, except :: and ::1: the low 32 bits
     */
    private static final int CONFIGURED = 7;

    private final IpPrefix[] configured;

    /** Knows the well-known forms and those of the given prefixes. */
    public EmbeddedIpv4(List<Nat64Prefix> configured) {
        this.configured = configured.stream().map(Nat64Prefix::prefix).toArray(IpPrefix[]::new);
    }

    /**
     * Returns the number of the first form at or after {@code from} that {@code address} has, or -1
     * if there is none.
     */
    public int next(IpAddress address, int from) {
        if (address.isIpv4()) {
            return -1;
        }
        for (int form = from; form < CONFIGURED; form++) {
            if (hasWellKnown(address.high(), address.low(), form)) {
                return form;
            }
        }
        for (int form = Math.max(from, CONFIGURED); form < CONFIGURED + configured.length; form++) {
            if (configured[form - CONFIGURED].contains(address)) {
                return form;
            }
        }
        return -1;
    }

    /**
     * Returns the 32 bits that {@code address} embeds in a form that {@link #next} named for it.
     */
    public int bits(IpAddress address, int form) {
        long high = address.high();
        long low = address.low();
        return switch (form) {
            case 0 -> (int) (high >>> 16);
            case 1 -> (int) ~low;
            case 2, 4, 5, 6 -> (int) low;
            case 3 -> spread(high, low, 48);
            default -> spread(high, low, configured[form - CONFIGURED].length());
        };
    }

    private static boolean hasWellKnown(long high, long low, int form) {
        return switch (form) {
            case 0 -> high >>> 48 == 0x2002;
            case 1 -> high >>> 32 == 0x2001_0000L;
            case 2 -> high == 0x0064_ff9b_0000_0000L && low >>> 32 == 0;
            case 3, 4 -> high >>> 16 == 0x0064_ff9b_0001L;
            case 5 -> high == 0 && low >>> 32 == 0xffff_0000L;
            default -> high == 0 && low >>> 32 == 0 && low != 0 && low != 1;
        };
    }

    /*
     * RFC 6052 section 2.2; u is the octet 64 to 71 that carries no address bits.
     *
     *   length 32 | prefix              | a.b.c.d        | u |
     *   length 40 | prefix                | a.b.c        | u | d
     *   length 48 | prefix                    | a.b      | u | c.d
     *   length 56 | prefix                        | a    | u | b.c.d
     *   length 64 | prefix                               | u | a.b.c.d
     *   length 96 | prefix, u = 0                                        | a.b.c.d
     */
    private static int spread(long high, long low, int length) {
        if (length == 96) {
            return (int) low;
        }
        int upperBits = 64 - length;
        long upper = upperBits == 0 ? 0 : high & ((1L << upperBits) - 1);
        int lowerBits = 32 - upperBits;
        long lower = lowerBits == 0 ? 0 : low << 8 >>> (64 - lowerBits);
        return (int) (upper << lowerBits | lower);
    }
}
