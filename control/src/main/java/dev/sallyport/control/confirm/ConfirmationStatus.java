package dev.sallyport.control.confirm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things stand with a provisional revision.
 *
 * @param provisional the revision, as it was noted last
 * @param entityTag its entity tag, without quotes
 * @param left how long until it goes back, 0 or more
 * @param until when that is by the wall clock
 * @param nodes the connected decision nodes
 * @param awaited which request has to be allowed
 * @param seenAt when one was, or null
 * @param missing what keeps it from being confirmed; empty if nothing does
 */
public record ConfirmationStatus(
        Provisional provisional,
        String entityTag,
        Duration left,
        Instant until,
        List<NodeState> nodes,
        Awaited awaited,
        @Nullable Instant seenAt,
        List<Missing> missing) {

    /** Copies the lists. */
    public ConfirmationStatus {
        nodes = List.copyOf(nodes);
        missing = List.copyOf(missing);
    }

    /** Returns whether it can be confirmed. */
    public boolean isConfirmable() {
        return missing.isEmpty();
    }
}
