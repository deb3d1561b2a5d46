package dev.sallyport.control.confirm;

import java.time.Duration;

/**
 * How much time a provisional revision has left: counted by the clock that only goes forward while
 * the program runs, and across a stop of the program by the wall clock as far as that went forward.
 *
 * @param left what was left when it was counted last, 0 or more
 * @param nanos the clock that only goes forward, then
 */
record Countdown(Duration left, long nanos) {

    /** Returns the countdown of a revision that was noted before this program ran. */
    static Countdown resumed(Provisional stored, Moment now) {
        boolean wentForward = now.at().isAfter(stored.countedAt());
        Duration passed =
                wentForward ? Duration.between(stored.countedAt(), now.at()) : Duration.ZERO;
        return new Countdown(rest(stored.left(), passed), now.nanos());
    }

    /**
     * Returns the countdown of a revision that was published while this program runs.
     *
     * @param bound the longest that can have passed since; counts if the wall clock says otherwise
     */
    static Countdown begun(Provisional stored, Moment now, Duration bound) {
        Duration passed = Duration.between(stored.countedAt(), now.at());
        boolean isBelievable = !passed.isNegative() && passed.compareTo(bound) <= 0;
        return new Countdown(rest(stored.left(), isBelievable ? passed : bound), now.nanos());
    }

    private static Duration rest(Duration left, Duration passed) {
        return left.compareTo(passed) > 0 ? left.minus(passed) : Duration.ZERO;
    }

    Countdown at(Moment now) {
        long passed = now.nanos() - nanos;
        return passed <= 0
                ? this
                : new Countdown(rest(left, Duration.ofNanos(passed)), now.nanos());
    }

    boolean isOver() {
        return left.isZero();
    }
}
