package dev.sallyport.control.door;

/**
 * What is kept for a door of one tenant. Stored in the same transaction as the revision it goes
 * with; whether that revision still says the same is the door's to find out, the policy being the
 * truth.
 *
 * @param content what the door wanted to have kept
 * @param revision the number of the revision that was published with it
 */
public record DoorDocument(DoorContent content, long revision) {}
