package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.AddressIntervals;
import java.util.function.IntUnaryOperator;

/*
 * The IPv6 addresses cut into intervals, as in Ipv4Classes. Halves have their sign bits flipped. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ipv6Classes(long[] highs, long[] lows, int[] classes) {

    /** Takes intervals over, with the class that each name of a block stands for. */
    static Ipv6Classes of(AddressIntervals intervals, IntUnaryOperator classOfBlock) {
        long[] highs = new long[intervals.count()];
        long[] lows = new long[highs.length];
        int[] classes = new int[highs.length];
        for (int i = 0; i < highs.length; i++) {
            highs[i] = intervals.high(i) ^ Long.MIN_VALUE;
            lows[i] = intervals.low(i) ^ Long.MIN_VALUE;
            classes[i] = classOfBlock.applyAsInt(intervals.block(i));
        }
        return new Ipv6Classes(highs, lows, classes);
    }

    /** Returns the number of the interval that holds an address. */
    int at(long high, long low) {
        int first = 0;
        int last = highs.length - 1;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            if (isAtOrBelow(middle, high, low)) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return first;
    }

    /** Returns whether an interval begins at or below an address. */
    boolean isAtOrBelow(int interval, long high, long low) {
        return highs[interval] < high || (highs[interval] == high && lows[interval] <= low);
    }

    /**
     * Adds the rows whose address is of another class in {@code later}.
     *
     * @param rowHighs upper halves of sorted addresses
     * @param rowLows their lower halves
     * @param rows how many of them count
     * @param base the number of the first row
     */
    void addChanged(
            Ipv6Classes later, long[] rowHighs, long[] rowLows, int rows, int base, Spans spans) {
        int one = 0;
        int other = 0;
        long startHigh = Long.MIN_VALUE;
        long startLow = Long.MIN_VALUE;
        while (true) {
            boolean oneMore = one + 1 < highs.length;
            boolean otherMore = other + 1 < later.highs.length;
            int order = oneMore && otherMore ? compare(one + 1, later, other + 1) : 0;
            boolean oneSteps = oneMore && (!otherMore || order <= 0);
            boolean otherSteps = otherMore && (!oneMore || order >= 0);
            boolean isLast = !oneSteps && !otherSteps;
            long high = startHigh;
            long low = startLow;
            if (!isLast) {
                high = oneSteps ? highs[one + 1] : later.highs[other + 1];
                low = oneSteps ? lows[one + 1] : later.lows[other + 1];
            }
            if (classes[one] != later.classes[other]) {
                int from = Search.firstNotBelow(rowHighs, rowLows, startHigh, startLow, 0, rows);
                int until =
                        isLast
                                ? rows
                                : Search.firstNotBelow(rowHighs, rowLows, high, low, from, rows);
                spans.add(base + from, base + until);
            }
            if (isLast) {
                return;
            }
            startHigh = high;
            startLow = low;
            one += oneSteps ? 1 : 0;
            other += otherSteps ? 1 : 0;
        }
    }

    private int compare(int interval, Ipv6Classes other, int otherInterval) {
        int byHigh = Long.compare(highs[interval], other.highs[otherInterval]);
        return byHigh != 0 ? byHigh : Long.compare(lows[interval], other.lows[otherInterval]);
    }
}
