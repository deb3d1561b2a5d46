package dev.sallyport.evidence.column;

/* Sorts indices by what they stand for, without boxing: a stable merge sort from the bottom up (Knuth, TAOCP 3, 5.2.4). */
final class IndexSort {

    /** How two indices compare. */
    interface Order {
        int compare(int left, int right);
    }

    private static final int RUN = 16;

    private IndexSort() {}

    /** Returns the given indices in ascending order; the array itself may be overwritten. */
    static int[] sorted(int[] indices, Order order) {
        int[] from = indices;
        for (int start = 0; start < from.length; start += RUN) {
            insert(from, start, Math.min(start + RUN, from.length), order);
        }
        int[] into = new int[from.length];
        for (int run = RUN; run > 0 && run < from.length; run *= 2) {
            for (int start = 0; start < from.length; start += 2 * run) {
                int middle = Math.min(start + run, from.length);
                merge(from, into, start, middle, Math.min(middle + run, from.length), order);
            }
            int[] other = from;
            from = into;
            into = other;
        }
        return from;
    }

    private static void insert(int[] indices, int start, int end, Order order) {
        for (int i = start + 1; i < end; i++) {
            int moving = indices[i];
            int at = i;
            while (at > start && order.compare(indices[at - 1], moving) > 0) {
                indices[at] = indices[at - 1];
                at--;
            }
            indices[at] = moving;
        }
    }

    private static void merge(int[] from, int[] into, int start, int middle, int end, Order order) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takeLeft =
                    left < middle && (right >= end || order.compare(from[left], from[right]) <= 0);
            into[at] = takeLeft ? from[left++] : from[right++];
        }
    }
}
