package dev.sallyport.control.door;

import dev.sallyport.control.problem.Outcome;

/**
 * A change as a client of a door wants it. Called again with another state if somebody else was
 * quicker, so it says everything in terms of what it is given.
 */
@FunctionalInterface
public interface DoorEdit {

    /** Returns what is to become of {@code state}, or why nothing can. */
    Outcome<DoorChange> apply(DoorState state);
}
