package dev.sallyport.engine.decision;

/*
 * The IPv6 address space cut into intervals, each with a value. Immutable. Boundaries are two sorted arrays of halves with
 * their sign bits flipped, so that signed comparison orders them as addresses.
 */
final class Ipv6Intervals implements AddressIntervals {

    /* The pair (highs[i], lows[i]) begins interval i; the first is ::. */
    private final long[] highs;
    private final long[] lows;
    private final int[] values;

    /**
     * Takes ascending boundaries, the first {@code ::}, and the value of the interval that each
     * begins.
     */
    Ipv6Intervals(long[] highs, long[] lows, int[] values) {
        this.highs = flipped(highs);
        this.lows = flipped(lows);
        this.values = values;
    }

    private static long[] flipped(long[] halves) {
        long[] result = new long[halves.length];
        for (int i = 0; i < halves.length; i++) {
            result[i] = halves[i] ^ Long.MIN_VALUE;
        }
        return result;
    }

    @Override
    public int count() {
        return highs.length;
    }

    @Override
    public long high(int interval) {
        return highs[interval] ^ Long.MIN_VALUE;
    }

    @Override
    public long low(int interval) {
        return lows[interval] ^ Long.MIN_VALUE;
    }

    @Override
    public int block(int interval) {
        return values[interval];
    }

    /** Returns the value of the interval that holds the address with the given halves. */
    int value(long high, long low) {
        long highKey = high ^ Long.MIN_VALUE;
        long lowKey = low ^ Long.MIN_VALUE;
        int first = 0;
        int last = highs.length - 1;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            long boundary = highs[middle];
            if (boundary < highKey || (boundary == highKey && lows[middle] <= lowKey)) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return values[first];
    }
}
