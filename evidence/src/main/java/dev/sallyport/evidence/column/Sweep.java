package dev.sallyport.evidence.column;

import java.util.Arrays;

/* How often each bit is set while the ends of ranges are passed, and the classes of the intervals between. Not thread-safe. */
final class Sweep {

    private final Signatures signatures;
    private final int[] open;
    private final long[] bits;
    private final int[] classes;
    private int count;

    /** Begins with no bit set, for at most {@code intervals} intervals of one sort of address. */
    Sweep(int words, long sort, Signatures signatures, int intervals) {
        this.signatures = signatures;
        open = new int[(words - 1) * Long.SIZE];
        bits = new long[words];
        bits[words - 1] = sort;
        classes = new int[intervals];
    }

    /** Passes one end of a range. */
    void turn(int bit, boolean begins) {
        open[bit] += begins ? 1 : -1;
        long mask = 1L << bit;
        if (open[bit] == 0) {
            bits[bit / Long.SIZE] &= ~mask;
        } else {
            bits[bit / Long.SIZE] |= mask;
        }
    }

    /** Forgets the latest interval, which turned out to be empty. */
    void reopen() {
        count--;
    }

    /** Begins an interval with the bits as they are; false if it is like the one before it. */
    boolean close() {
        int number = signatures.number(bits);
        if (count > 0 && classes[count - 1] == number) {
            return false;
        }
        classes[count++] = number;
        return true;
    }

    int count() {
        return count;
    }

    int[] classes() {
        return Arrays.copyOf(classes, count);
    }
}
