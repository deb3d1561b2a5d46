package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpFamily;

/**
 * What a proposal may cost. Space is counted in units: an IPv4 address and an IPv6 /64 are one
 * each.
 *
 * @param entries the most entries, 1 to 1000
 * @param shortestIpv4 the shortest IPv4 prefix that may be proposed, 0 to 32
 * @param shortestIpv6 the shortest IPv6 prefix that may be proposed, 16 to 64
 * @param space the most units that all entries together may hold, 1 or more
 */
public record Budget(int entries, int shortestIpv4, int shortestIpv6, long space) {

    /** Fifty entries, none wider than an IPv4 /24 or an IPv6 /48. */
    public static final Budget USUAL = new Budget(50, 24, 48, 1 << 20);

    /** The most entries that may be asked for. */
    public static final int MOST_ENTRIES = 1000;

    private static final int IPV6_SHORTEST = 16;
    static final int IPV6_UNIT = 64;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Budget {
        check(entries, 1, MOST_ENTRIES, "a proposal has 1 to 1000 entries");
        check(shortestIpv4, 0, IpFamily.IPV4.bits(), "an IPv4 prefix has a length of 0 to 32");
        check(
                shortestIpv6,
                IPV6_SHORTEST,
                IPV6_UNIT,
                "a proposed IPv6 prefix has a length of 16 to 64");
        if (space < 1) {
            throw new IllegalArgumentException("a proposal opens 1 unit or more");
        }
    }

    private static void check(int value, int least, int most, String message) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(message);
        }
    }

    int shortest(IpFamily family) {
        return family == IpFamily.IPV4 ? shortestIpv4 : shortestIpv6;
    }

    /** Returns the length of a prefix that holds one unit: 32 or 64. */
    static int unitLength(IpFamily family) {
        return family == IpFamily.IPV4 ? family.bits() : IPV6_UNIT;
    }
}
