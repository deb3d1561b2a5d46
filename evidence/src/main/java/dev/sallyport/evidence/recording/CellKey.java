package dev.sallyport.evidence.recording;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import org.jspecify.annotations.Nullable;

/*
 * The part of a cell's key that is numbers: where from, when, and the fingerprint of all the rest but the verdict. Mutable,
 * one for each recorder, so that looking for a cell allocates nothing.
 *
 *   high     upper 64 bits of an IPv6 address, 0 for others
 *   tag      | 3: fold level | 2: family (0 none, 1 IPv4, 2 IPv6) | 27: hour | 32: IPv4 address |
 *
 * Addresses that are too many to be told apart are folded step by step:
 *
 *   level    0    1    2    3    4
 *   IPv4    /32  /24  /16  /8   /0
 *   IPv6    /64  /48  /32  /16  /0
 */
final class CellKey {

    static final int LEVELS = 5;

    private static final int IPV4_STEP = 8;
    private static final int IPV6_STEP = 16;
    private static final int LEVEL_SHIFT = 61;
    private static final int FAMILY_SHIFT = 59;
    private static final int HOUR_SHIFT = 32;
    private static final long HOUR_MASK = (1L << FAMILY_SHIFT - HOUR_SHIFT) - 1;
    private static final int FAMILY_MASK = 3;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    long high;
    long tag;
    long first;
    long second;

    private long wholeHigh;
    private long wholeTag;
    private int ipv4;

    /* The address is null if it is undetermined. */
    void where(@Nullable IpAddress address, long hour) {
        long when = (hour & HOUR_MASK) << HOUR_SHIFT;
        if (address == null) {
            wholeHigh = 0;
            wholeTag = when;
        } else if (address.isIpv4()) {
            wholeHigh = 0;
            ipv4 = address.ipv4Bits();
            wholeTag = (long) IPV4 << FAMILY_SHIFT | when;
        } else {
            wholeHigh = address.high();
            wholeTag = (long) IPV6 << FAMILY_SHIFT | when;
        }
        fold(0);
    }

    void who(long firstHalf, long secondHalf) {
        first = firstHalf;
        second = secondHalf;
    }

    boolean hasAddress() {
        return family(wholeTag) != 0;
    }

    /** Makes this the key of the cell that the address folds into at a level, 0 to 4. */
    void fold(int level) {
        int family = family(wholeTag);
        high = family == IPV6 ? wholeHigh & leading(ipv6Length(level)) : 0;
        tag = wholeTag | (long) level << LEVEL_SHIFT;
        if (family == IPV4) {
            tag |= (ipv4 & 0xFFFF_FFFFL) & leading(32 + ipv4Length(level));
        }
    }

    /** Returns 64 bits that spread over slots; keyed, since the fingerprint is. */
    long hash() {
        return hash(high, tag, first, second);
    }

    static long hash(long high, long tag, long first, long second) {
        long spread = mix(high ^ first, tag ^ second);
        return mix(spread ^ second, MIX ^ first);
    }

    /* The folded product, as in wyhash. */
    private static long mix(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    static int level(long tag) {
        return (int) (tag >>> LEVEL_SHIFT);
    }

    private static int family(long tag) {
        return (int) (tag >>> FAMILY_SHIFT) & FAMILY_MASK;
    }

    private static int ipv4Length(int level) {
        return 32 - IPV4_STEP * level;
    }

    private static int ipv6Length(int level) {
        return 64 - IPV6_STEP * level;
    }

    /* The leading bits of 64, 0 to 64 of them. */
    private static long leading(int bits) {
        return bits == 0 ? 0 : -1L << 64 - bits;
    }

    /** Returns the network of a cell, or null if the address was undetermined. */
    static @Nullable IpPrefix network(long high, long tag) {
        return switch (family(tag)) {
            case IPV4 -> new IpPrefix(IpAddress.ipv4((int) tag), ipv4Length(level(tag)));
            case IPV6 -> new IpPrefix(IpAddress.ipv6(high, 0), ipv6Length(level(tag)));
            default -> null;
        };
    }

    /** Returns the newest address of a cell, or null if it was undetermined or is folded. */
    static @Nullable IpAddress newest(long high, long tag, long low) {
        if (level(tag) > 0) {
            return null;
        }
        return switch (family(tag)) {
            case IPV4 -> new IpAddress(IpFamily.IPV4, 0, tag & 0xFFFF_FFFFL);
            case IPV6 -> IpAddress.ipv6(high, low);
            default -> null;
        };
    }
}
