package dev.sallyport.evidence.column;

/*
 * Sorts numbers by their upper 32 bits below the sign, from the least digit to the greatest (LSD radix sort: Knuth, The Art
 * of Computer Programming, volume 3, section 5.2.5): a few passes where comparing takes as many as the logarithm.
 */
final class RadixSort {

    private static final int LOWEST_BIT = 31;
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 3;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;

    private RadixSort() {}

    /**
     * Returns the numbers, none of them negative, in the order of their bits 31 to 62; those that
     * are alike there stay in the order they came in. The array is used up.
     */
    static long[] sorted(long[] numbers) {
        long[] from = numbers;
        long[] to = new long[numbers.length];
        for (int digit = 0; digit < DIGITS; digit++) {
            int shift = LOWEST_BIT + digit * DIGIT_BITS;
            int[] next = starts(from, shift);
            for (long number : from) {
                to[next[(int) (number >>> shift) & DIGIT_MASK]++] = number;
            }
            long[] done = to;
            to = from;
            from = done;
        }
        return from;
    }

    /* Where the numbers with each digit begin. */
    private static int[] starts(long[] numbers, int shift) {
        int[] starts = new int[DIGIT_MASK + 2];
        for (long number : numbers) {
            starts[((int) (number >>> shift) & DIGIT_MASK) + 1]++;
        }
        for (int digit = 0; digit <= DIGIT_MASK; digit++) {
            starts[digit + 1] += starts[digit];
        }
        return starts;
    }
}
