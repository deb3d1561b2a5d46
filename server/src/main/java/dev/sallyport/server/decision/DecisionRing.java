package dev.sallyport.server.decision;

import dev.sallyport.control.denial.LoggedDecision;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * Decisions on their way from one thread to one other, first in, first out. Neither waits for the other: what does not fit is
 * refused.
 *
 * INVARIANT: a place is filled only by the producer while it is empty, and emptied only by the consumer while it is full; so
 * the places themselves say how far each has got.
 */
final class DecisionRing {

    private final AtomicReferenceArray<@Nullable LoggedDecision> places;
    private final int mask;
    private int next;
    private int oldest;

    /** Makes an empty ring with a number of places that is a power of two. */
    DecisionRing(int size) {
        places = new AtomicReferenceArray<>(size);
        mask = size - 1;
    }

    /** Hands a decision over and returns true, or false if there is no room; by the producer. */
    boolean offer(LoggedDecision decision) {
        int place = next & mask;
        if (places.getAcquire(place) != null) {
            return false;
        }
        places.setRelease(place, decision);
        next++;
        return true;
    }

    /** Returns the next decision, or null if there is none; by the consumer. */
    @Nullable LoggedDecision poll() {
        int place = oldest & mask;
        LoggedDecision decision = places.getAcquire(place);
        if (decision != null) {
            places.setRelease(place, null);
            oldest++;
        }
        return decision;
    }
}
