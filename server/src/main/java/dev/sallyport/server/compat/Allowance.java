package dev.sallyport.server.compat;

import java.time.Duration;

/**
 * What is left to a caller of the calls of the running period.
 *
 * @param most how many calls a period has
 * @param left how many are left after this one, 0 or more
 * @param resetIn when there will be as many again
 * @param isOver whether this one is one too many
 */
public record Allowance(int most, int left, Duration resetIn, boolean isOver) {

    /** Returns how long to wait in whole seconds, 1 or more; what {@code Retry-After} says. */
    public long retryAfterSeconds() {
        return Math.max(1, resetIn.plusMillis(999).toSeconds());
    }
}
