package dev.sallyport.evidence.column;

/* Searches in sorted columns. */
final class Search {

    private Search() {}

    /**
     * Returns the first index from {@code from} to {@code until} whose address is not below {@code
     * bound}, looking at one after another: quicker than leaping where all that is passed over is
     * read next anyway.
     */
    static int passBelow(int[] addresses, int bound, int from, int until) {
        int at = from;
        while (at + 3 < until && addresses[at + 3] < bound) {
            at += 4;
        }
        while (at < until && addresses[at] < bound) {
            at++;
        }
        return at;
    }

    /** Returns the same for addresses of two halves. */
    static int passBelow(long[] highs, long[] lows, long high, long low, int from, int until) {
        int at = from;
        while (at + 3 < until && isBelow(highs, lows, at + 3, high, low)) {
            at += 4;
        }
        while (at < until && isBelow(highs, lows, at, high, low)) {
            at++;
        }
        return at;
    }

    /** Returns the same as {@link #passBelow}, reading little of what is passed over. */
    static int firstNotBelow(int[] addresses, int bound, int from, int until) {
        int first = from;
        int last = until;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (addresses[middle] < bound) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        return first;
    }

    /** Returns the same for addresses of two halves. */
    static int firstNotBelow(long[] highs, long[] lows, long high, long low, int from, int until) {
        int first = from;
        int last = until;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (isBelow(highs, lows, middle, high, low)) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        return first;
    }

    private static boolean isBelow(long[] highs, long[] lows, int at, long high, long low) {
        return highs[at] < high || (highs[at] == high && lows[at] < low);
    }
}
