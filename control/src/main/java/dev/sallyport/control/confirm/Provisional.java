package dev.sallyport.control.confirm;

import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision that goes back unless it is confirmed. A tenant has one or none, and it is the active
 * revision.
 *
 * @param tenant the tenant
 * @param revision its number
 * @param base the number of the revision it goes back to
 * @param sequence the tenant's sequence when it was published
 * @param witness by what the publisher's requests are told from others
 * @param keepDenies whether what it denies anew stays when it goes back
 * @param allowed how long it was given, {@link #SHORTEST} to {@link #LONGEST}
 * @param left how much of that was left at {@code countedAt}, 0 or more
 * @param countedAt the wall clock when that was noted
 * @param seenAt when a request of the publisher was allowed under it, or null if none was yet
 */
public record Provisional(
        TenantId tenant,
        long revision,
        long base,
        long sequence,
        Witness witness,
        boolean keepDenies,
        Duration allowed,
        Duration left,
        Instant countedAt,
        @Nullable Instant seenAt) {

    /** The shortest time a revision can be given. */
    public static final Duration SHORTEST = Duration.ofSeconds(10);

    /** The longest time a revision can be given. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** Returns whether a revision can be given that much time. */
    public static boolean isPossible(Duration confirmWithin) {
        return confirmWithin.compareTo(SHORTEST) >= 0 && confirmWithin.compareTo(LONGEST) <= 0;
    }

    /** Returns when it goes back, as far as the wall clock can be believed. */
    public Instant until() {
        return countedAt.plus(left);
    }

    /** Returns this with what is left at a later instant. */
    public Provisional counted(Duration remaining, Instant at) {
        return new Provisional(
                tenant,
                revision,
                base,
                sequence,
                witness,
                keepDenies,
                allowed,
                remaining,
                at,
                seenAt);
    }

    /** Returns this with the instant at which a request of the publisher was allowed under it. */
    public Provisional seen(Instant at) {
        return new Provisional(
                tenant,
                revision,
                base,
                sequence,
                witness,
                keepDenies,
                allowed,
                left,
                countedAt,
                at);
    }
}
