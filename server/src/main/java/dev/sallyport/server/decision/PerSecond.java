package dev.sallyport.server.decision;

import java.util.concurrent.atomic.AtomicLong;

/* At most so many in a second. For many threads, without a lock; one long holds | 40: second | 24: how many |. */
final class PerSecond {

    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    /* Threads read the clock at about the same time; what is further back is a clock that was set. */
    private static final long TOLERATED_SECONDS = 2;

    private final long most;
    private final AtomicLong state = new AtomicLong();

    PerSecond(int most) {
        this.most = Math.min(most, COUNT_MASK - 1);
    }

    /** Returns whether one more fits into its second. */
    boolean take(long epochMillis) {
        long second = Math.floorDiv(epochMillis, 1_000L) & (1L << Long.SIZE - COUNT_BITS) - 1;
        while (true) {
            long known = state.get();
            long of = known >>> COUNT_BITS;
            boolean isFresh = second > of || second < of - TOLERATED_SECONDS;
            long count = isFresh ? 0 : known & COUNT_MASK;
            if (count >= most) {
                return false;
            }
            long changed = (isFresh ? second : of) << COUNT_BITS | count + 1;
            if (state.compareAndSet(known, changed)) {
                return true;
            }
        }
    }
}
