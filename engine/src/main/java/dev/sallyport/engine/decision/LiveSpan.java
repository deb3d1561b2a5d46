package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.Life;

/*
 * The longest stretch of time around one instant in which no life that was looked at begins or ends.
 *
 *      boundary <= from .......... instant .......... < until <= next boundary
 */
final class LiveSpan {

    private final long instant;
    private long from = Long.MIN_VALUE;
    private long until = Long.MAX_VALUE;

    LiveSpan(long instant) {
        this.instant = instant;
    }

    /** Takes the boundaries of {@code life} into account. */
    void observe(Life life) {
        if (life.enabled()) {
            boundary(EpochMillis.ceiling(life.notBefore()));
            boundary(EpochMillis.ceiling(life.expiresAt()));
        }
    }

    /** Takes the boundaries of a list into account. */
    void observe(CompiledList list) {
        from = Math.max(from, list.from());
        until = Math.min(until, list.until());
    }

    private void boundary(long millis) {
        if (millis <= instant) {
            from = Math.max(from, millis);
        } else {
            until = Math.min(until, millis);
        }
    }

    /** Returns the first millisecond of the stretch. */
    long from() {
        return from;
    }

    /** Returns the first millisecond after the stretch; the largest long if it never ends. */
    long until() {
        return until;
    }
}
