package dev.sallyport.evidence.column;

/*
 * From one interval to the next while the sorted rows are walked. Not thread-safe.
 */
abstract sealed class IntervalWalk {

    private int classNumber;

    /**
     * Enters the interval that holds a row, behind those entered before; returns the first row
     * behind it, at most {@code until}.
     */
    abstract int enter(int row, int until);

    /** Returns the class of the interval entered last. */
    final int classNumber() {
        return classNumber;
    }

    final void setClassNumber(int number) {
        classNumber = number;
    }

    /* Rows that are all of one class. */
    static final class OfOne extends IntervalWalk {

        OfOne(int classNumber) {
            setClassNumber(classNumber);
        }

        @Override
        int enter(int row, int until) {
            return until;
        }
    }

    static final class OfIpv4 extends IntervalWalk {

        private final int[] addresses;
        private final Ipv4Classes intervals;
        private int interval = -1;

        OfIpv4(ObservationColumns columns, Ipv4Classes intervals) {
            addresses = columns.ipv4;
            this.intervals = intervals;
        }

        @Override
        int enter(int row, int until) {
            int[] starts = intervals.starts();
            int address = addresses[row];
            if (interval < 0) {
                interval = intervals.at(address);
            }
            int next = interval + 1;
            while (next < starts.length && starts[next] <= address) {
                next++;
            }
            interval = next - 1;
            setClassNumber(intervals.classes()[interval]);
            return next < starts.length
                    ? Search.passBelow(addresses, starts[next], row, until)
                    : until;
        }
    }

    static final class OfIpv6 extends IntervalWalk {

        private final long[] highs;
        private final long[] lows;
        private final int base;
        private final Ipv6Classes intervals;
        private int interval = -1;

        OfIpv6(ObservationColumns columns, Ipv6Classes intervals) {
            highs = columns.ipv6High;
            lows = columns.ipv6Low;
            base = columns.ipv4End;
            this.intervals = intervals;
        }

        @Override
        int enter(int row, int until) {
            int count = intervals.classes().length;
            long high = highs[row - base];
            long low = lows[row - base];
            if (interval < 0) {
                interval = intervals.at(high, low);
            }
            int next = interval + 1;
            while (next < count && intervals.isAtOrBelow(next, high, low)) {
                next++;
            }
            interval = next - 1;
            setClassNumber(intervals.classes()[interval]);
            if (next == count) {
                return until;
            }
            return base
                    + Search.passBelow(
                            highs,
                            lows,
                            intervals.highs()[next],
                            intervals.lows()[next],
                            row - base,
                            until - base);
        }
    }
}
