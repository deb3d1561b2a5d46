package dev.sallyport.engine.geo;

import java.util.Arrays;

/*
 * All 128-bit keys cut into intervals, each with a number; filled in ascending order. Interval i begins at the key
 * (highs[i], lows[i]), compared unsigned, and ends before the next one. Neighbours have different numbers.
 *
 *   key 0   |--- 0 ---|-- 3 --|- 0 -|-- 7 --|-- 3 --|------ 0 ------|   0: no answer
 */
final class Intervals {

    static final int NONE = 0;

    private long[] highs = new long[64];
    private long[] lows = new long[64];
    private int[] numbers = new int[64];
    private int count = 1;

    /* Where the next range may begin at the earliest; meaningless once `full`. */
    private long nextHigh;
    private long nextLow;
    private boolean full;

    /**
     * Gives the keys from the first to the last, both inclusive, a number.
     *
     * @throws IllegalArgumentException if the range begins before the end of the one added before
     */
    void add(long firstHigh, long firstLow, long lastHigh, long lastLow, int number) {
        if (full || compare(firstHigh, firstLow, nextHigh, nextLow) < 0) {
            throw new IllegalArgumentException("ranges are disjoint and come in ascending order");
        }
        begin(firstHigh, firstLow, number);
        full = lastHigh == -1L && lastLow == -1L;
        if (!full) {
            nextLow = lastLow + 1;
            nextHigh = nextLow == 0 ? lastHigh + 1 : lastHigh;
            begin(nextHigh, nextLow, NONE);
        }
    }

    /* What begins at a key ends what was there; an interval that ends where it begins never was. */
    private void begin(long high, long low, int number) {
        if (highs[count - 1] == high && lows[count - 1] == low) {
            count--;
        }
        if (count > 0 && numbers[count - 1] == number) {
            return;
        }
        if (count == highs.length) {
            int length = count + (count >> 1);
            highs = Arrays.copyOf(highs, length);
            lows = Arrays.copyOf(lows, length);
            numbers = Arrays.copyOf(numbers, length);
        }
        highs[count] = high;
        lows[count] = low;
        numbers[count] = number;
        count++;
    }

    /** Returns how many intervals there are: 1 or more. */
    int count() {
        return count;
    }

    int number(int interval) {
        return numbers[interval];
    }

    /** Returns the interval that holds a key, which is {@code from} or one behind it. */
    int holding(long high, long low, int from) {
        int interval = from;
        while (interval + 1 < count
                && compare(highs[interval + 1], lows[interval + 1], high, low) <= 0) {
            interval++;
        }
        return interval;
    }

    /** Returns whether an interval that begins at or before a key holds it. */
    boolean reaches(int interval, long high, long low) {
        return interval + 1 == count
                || compare(highs[interval + 1], lows[interval + 1], high, low) > 0;
    }

    private static int compare(long leftHigh, long leftLow, long rightHigh, long rightLow) {
        int byHigh = Long.compareUnsigned(leftHigh, rightHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(leftLow, rightLow);
    }
}
