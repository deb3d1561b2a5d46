package dev.sallyport.agent.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a round ended.
 *
 * @param result in one word
 * @param code a public code if something stands against it; empty otherwise
 * @param detail in words, lower case, no final stop
 * @param lines what was added and removed, or what else is wrong
 * @param state what is known now; null if it could not be read
 */
public record SyncOutcome(
        Result result, String code, String detail, List<String> lines, @Nullable AgentState state) {

    /** In one word. */
    public enum Result {
        /** The target holds what it should and was not touched. */
        IN_STEP,
        /** The target was changed and read back. */
        APPLIED,
        /** The target would be changed. */
        WOULD_APPLY,
        /** The list is not taken; nothing was changed. */
        REFUSED,
        /** The list cannot be had; nothing was changed. */
        UNAVAILABLE,
        /** The target could not be changed and holds what it held. */
        ROLLED_BACK,
        /** The target could not be changed, and not be put back either: somebody must look. */
        BROKEN
    }

    /** Copies the lines. */
    public SyncOutcome {
        lines = List.copyOf(lines);
    }
}
