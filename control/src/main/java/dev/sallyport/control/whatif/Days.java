package dev.sallyport.control.whatif;

/**
 * On which days, in UTC, something was seen. Exact for the 64 days of a window; what lies outside
 * it is a number of days whose dates are not kept.
 *
 * @param windowStart the first day of the window, counted from 1970-01-01
 * @param window bit n stands for the day {@code windowStart + n}
 * @param further on how many days outside the window, 0 or more
 */
public record Days(long windowStart, long window, int further) {

    /** Returns on how many days. */
    public int count() {
        return Long.bitCount(window) + further;
    }

    /**
     * Returns the days of either. Further days of both are taken for the same ones, so that the
     * count is never too high; so are all days of {@code other} if its window is another one.
     */
    public Days union(Days other) {
        if (windowStart != other.windowStart) {
            return count() >= other.count() ? this : other;
        }
        return new Days(windowStart, window | other.window, Math.max(further, other.further));
    }
}
