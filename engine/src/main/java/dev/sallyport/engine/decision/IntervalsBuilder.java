package dev.sallyport.engine.decision;

import java.util.Arrays;

/*
 * The addresses of one family cut into intervals from the first address to the last; an IPv4 address has the upper half 0.
 * What begins where something began just now replaces it, and what is like the interval before it begins nothing.
 */
final class IntervalsBuilder {

    private final long[] highs;
    private final long[] lows;
    private final int[] values;
    private int count;

    /** Has room for that many intervals. */
    IntervalsBuilder(int most) {
        highs = new long[most];
        lows = new long[most];
        values = new int[most];
    }

    /** Begins an interval at or behind the beginning of the one before. */
    void add(long high, long low, int value) {
        if (count > 0 && highs[count - 1] == high && lows[count - 1] == low) {
            count--;
        }
        if (count > 0 && values[count - 1] == value) {
            return;
        }
        highs[count] = high;
        lows[count] = low;
        values[count] = value;
        count++;
    }

    Ipv4Intervals ipv4() {
        int[] addresses = new int[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = (int) lows[i];
        }
        return new Ipv4Intervals(addresses, Arrays.copyOf(values, count));
    }

    Ipv6Intervals ipv6() {
        return new Ipv6Intervals(
                Arrays.copyOf(highs, count),
                Arrays.copyOf(lows, count),
                Arrays.copyOf(values, count));
    }
}
