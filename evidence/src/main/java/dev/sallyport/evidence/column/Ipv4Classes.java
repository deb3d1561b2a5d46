package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.AddressIntervals;
import java.util.function.IntUnaryOperator;

/*
 * The IPv4 addresses cut into intervals; addresses of one class are in the same sides of the same rules and in the same
 * grants. Addresses have their sign bits flipped. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ipv4Classes(int[] starts, int[] classes) {

    /** Takes intervals over, with the class that each name of a block stands for. */
    static Ipv4Classes of(AddressIntervals intervals, IntUnaryOperator classOfBlock) {
        int[] starts = new int[intervals.count()];
        int[] classes = new int[starts.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (int) intervals.low(i) ^ Integer.MIN_VALUE;
            classes[i] = classOfBlock.applyAsInt(intervals.block(i));
        }
        return new Ipv4Classes(starts, classes);
    }

    /** Returns the number of the interval that holds an address. */
    int at(int address) {
        int first = 0;
        int last = starts.length - 1;
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            if (starts[middle] <= address) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return first;
    }

    /** Adds the rows whose address is of another class in {@code later}. */
    void addChanged(Ipv4Classes later, int[] addresses, Spans spans) {
        int one = 0;
        int other = 0;
        int start = Integer.MIN_VALUE;
        while (true) {
            boolean oneMore = one + 1 < starts.length;
            boolean otherMore = other + 1 < later.starts.length;
            boolean oneSteps =
                    oneMore && (!otherMore || starts[one + 1] <= later.starts[other + 1]);
            boolean otherSteps =
                    otherMore && (!oneMore || later.starts[other + 1] <= starts[one + 1]);
            int next = oneSteps ? starts[one + 1] : otherSteps ? later.starts[other + 1] : start;
            boolean isLast = !oneSteps && !otherSteps;
            if (classes[one] != later.classes[other]) {
                int from = Search.firstNotBelow(addresses, start, 0, addresses.length);
                int until =
                        isLast
                                ? addresses.length
                                : Search.firstNotBelow(addresses, next, from, addresses.length);
                spans.add(from, until);
            }
            if (isLast) {
                return;
            }
            start = next;
            one += oneSteps ? 1 : 0;
            other += otherSteps ? 1 : 0;
        }
    }
}
