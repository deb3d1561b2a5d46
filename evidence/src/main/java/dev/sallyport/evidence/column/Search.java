package dev.sallyport.evidence.column;

/* Binary searches in sorted columns. */
final class Search {

    private Search() {}

    /**
     * Returns the first index from {@code from} to {@code until} whose address is not below {@code
     * bound}, quickly if it is near (exponential search, Bentley and Yao 1976).
     */
    static int firstNotBelow(int[] addresses, int bound, int from, int until) {
        int first = from;
        int last = from;
        int step = 1;
        while (last < until && addresses[last] < bound) {
            first = last + 1;
            last = step < until - last ? last + step : until;
            step *= 2;
        }
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
        int last = from;
        int step = 1;
        while (last < until && isBelow(highs, lows, last, high, low)) {
            first = last + 1;
            last = step < until - last ? last + step : until;
            step *= 2;
        }
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
