package dev.sallyport.control.whatif;

import dev.sallyport.evidence.Observation;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of whole hours.
 *
 * @param fromHour the first hour, in hours since 1970-01-01T00:00:00Z
 * @param untilHour the hour behind the last, above the first
 */
public record Window(long fromHour, long untilHour) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if it holds no hour
     */
    public Window {
        if (untilHour <= fromHour) {
            throw new IllegalArgumentException("a window without an hour");
        }
    }

    /** Returns the hours of the given length up to and with that of {@code now}. */
    public static Window before(Instant now, Duration length) {
        long until = Observation.hourOf(now.toEpochMilli()) + 1;
        return new Window(until - Math.max(1, length.toHours()), until);
    }

    /** Returns when it begins. */
    public Instant from() {
        return Instant.ofEpochMilli(fromHour * Observation.HOUR_MILLIS);
    }

    /** Returns when it ends. */
    public Instant until() {
        return Instant.ofEpochMilli(untilHour * Observation.HOUR_MILLIS);
    }
}
