package dev.sallyport.engine.policy;

import java.time.Instant;

/**
 * When something counts: switched on and {@code notBefore <= t < expiresAt}.
 *
 * @param enabled whether it counts at all
 * @param notBefore the first instant; {@link Instant#MIN} where none was given
 * @param expiresAt the first instant at which it no longer counts; {@link Instant#MAX} where none
 *     was given
 */
public record Life(boolean enabled, Instant notBefore, Instant expiresAt) {

    /** The life of what is always live. */
    public static final Life ALWAYS = new Life(true, Instant.MIN, Instant.MAX);

    /** Returns whether this is live at {@code instant}. */
    public boolean isLive(Instant instant) {
        return enabled && hasBegun(instant) && !isPast(instant);
    }

    /** Returns whether {@code notBefore} has come. */
    public boolean hasBegun(Instant instant) {
        return !instant.isBefore(notBefore);
    }

    /** Returns whether {@code expiresAt} has come. */
    public boolean isPast(Instant instant) {
        return !instant.isBefore(expiresAt);
    }
}
