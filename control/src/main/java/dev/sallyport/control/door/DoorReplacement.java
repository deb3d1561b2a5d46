package dev.sallyport.control.door;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a door wants to have kept in place of what it has read. Where somebody else has kept
 * something in between, what was read is stale, and so is what was made of it.
 *
 * @param content what is to be kept
 * @param before what was read, or null if there was nothing
 */
public record DoorReplacement(DoorContent content, @Nullable DoorDocument before) {

    /** Returns whether {@code now}, which is null for nothing, is what was read. */
    public boolean isOf(@Nullable DoorDocument now) {
        return Objects.equals(before, now);
    }
}
