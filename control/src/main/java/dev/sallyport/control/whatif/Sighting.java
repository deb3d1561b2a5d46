package dev.sallyport.control.whatif;

import java.time.Instant;

/**
 * When something was seen.
 *
 * @param first the first time
 * @param last the last time, not before the first
 * @param days on which days
 */
public record Sighting(Instant first, Instant last, Days days) {

    /** Returns when either was seen. */
    public Sighting union(Sighting other) {
        return new Sighting(
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                days.union(other.days));
    }
}
