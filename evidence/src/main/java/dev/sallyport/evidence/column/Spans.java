package dev.sallyport.evidence.column;

import java.util.Arrays;

/* Rows from one to another, again and again. Not thread-safe. */
final class Spans {

    private int[] ends = new int[16];
    private int count;

    /** Adds the rows from {@code from} to {@code until} - 1, if there are any. */
    void add(int from, int until) {
        if (from >= until) {
            return;
        }
        if (count > 0 && ends[count - 1] == from) {
            ends[count - 1] = until;
            return;
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = from;
        ends[count++] = until;
    }

    int count() {
        return count / 2;
    }

    int from(int span) {
        return ends[2 * span];
    }

    int until(int span) {
        return ends[2 * span + 1];
    }

    /** Returns how many rows there are in all. */
    int rows() {
        int rows = 0;
        for (int span = 0; span < count(); span++) {
            rows += until(span) - from(span);
        }
        return rows;
    }
}
