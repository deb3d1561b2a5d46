package dev.sallyport.engine.decision;

/*
 * The IPv4 address space cut into intervals, each with a value. Immutable.
 *
 * Boundaries are kept with their sign bit flipped, so that signed comparison orders them as addresses. Up to eight
 * intervals are counted through; above that a table of buckets over the stretch between the first and the last boundary
 * names the few boundaries that a binary search has to look at (DXR: Zec, Rizzo, Mikuc, CCR 2012, adapted to few entries).
 */
final class Ipv4Intervals implements AddressIntervals {

    private static final int COUNTED = 8;

    /* boundaries[i] begins interval i; boundaries[0] is 0.0.0.0. */
    private final int[] boundaries;
    private final int[] values;

    /* starts[b] is the index of the first boundary in bucket b or behind it. */
    private final int[] starts;
    private final int lowest;
    private final int shift;

    /**
     * Takes ascending boundaries, the first 0.0.0.0, and the value of the interval that each
     * begins.
     */
    Ipv4Intervals(int[] addresses, int[] values) {
        this.values = values;
        boundaries = new int[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            boundaries[i] = addresses[i] ^ Integer.MIN_VALUE;
        }
        if (boundaries.length <= COUNTED) {
            starts = new int[0];
            lowest = 0;
            shift = 0;
            return;
        }
        lowest = boundaries[1];
        int span = boundaries[boundaries.length - 1] - lowest;
        int bucketBits = 33 - Integer.numberOfLeadingZeros(boundaries.length);
        shift = Math.max(0, 32 - Integer.numberOfLeadingZeros(span) - bucketBits);
        starts = new int[(span >>> shift) + 2];
        int boundary = 1;
        for (int bucket = 0; bucket < starts.length; bucket++) {
            while (boundary < boundaries.length
                    && (boundaries[boundary] - lowest) >>> shift < bucket) {
                boundary++;
            }
            starts[bucket] = boundary;
        }
    }

    @Override
    public int count() {
        return boundaries.length;
    }

    @Override
    public long high(int interval) {
        return 0;
    }

    @Override
    public long low(int interval) {
        return Integer.toUnsignedLong(boundaries[interval] ^ Integer.MIN_VALUE);
    }

    @Override
    public int block(int interval) {
        return values[interval];
    }

    /** Returns the value of the interval that holds the address with the given 32 bits. */
    int value(int bits) {
        int key = bits ^ Integer.MIN_VALUE;
        return values[starts.length == 0 ? counted(key) : searched(key)];
    }

    private int counted(int key) {
        int rank = 0;
        for (int i = 1; i < boundaries.length; i++) {
            rank += boundaries[i] <= key ? 1 : 0;
        }
        return rank;
    }

    private int searched(int key) {
        if (key < lowest) {
            return 0;
        }
        int bucket = (key - lowest) >>> shift;
        if (bucket >= starts.length - 1) {
            return boundaries.length - 1;
        }
        /* The answer is the last boundary at or below the key: at least the one before the bucket. */
        int low = starts[bucket] - 1;
        int high = starts[bucket + 1] - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (boundaries[middle] <= key) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
