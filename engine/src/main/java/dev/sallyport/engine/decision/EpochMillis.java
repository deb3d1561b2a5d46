package dev.sallyport.engine.decision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/*
 * Instants of a life as milliseconds, the precision of requests. Rounding up keeps both comparisons exact for a whole
 * millisecond t: notBefore <= t and t < expiresAt hold for the instant as they hold for its ceiling.
 */
final class EpochMillis {

    private static final Instant MIN = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant MAX = Instant.ofEpochMilli(Long.MAX_VALUE);

    private EpochMillis() {}

    static long ceiling(Instant instant) {
        if (instant.isBefore(MIN)) {
            return Long.MIN_VALUE;
        }
        if (!instant.isBefore(MAX)) {
            return Long.MAX_VALUE;
        }
        Instant whole = instant.truncatedTo(ChronoUnit.MILLIS);
        return whole.toEpochMilli() + (whole.equals(instant) ? 0 : 1);
    }
}
