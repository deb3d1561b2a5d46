package dev.sallyport.evidence.column;

/* Binary searches in sorted columns. */
final class Search {

    private Search() {}

    /** Returns the first index whose address is not below {@code bound}. */
    static int firstNotBelow(int[] addresses, int bound) {
        int first = 0;
        int last = addresses.length;
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

    /** Returns the first index of the first {@code size} whose address is not below the bound. */
    static int firstNotBelow(long[] highs, long[] lows, int size, long high, long low) {
        int first = 0;
        int last = size;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (highs[middle] < high || (highs[middle] == high && lows[middle] < low)) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        return first;
    }
}
