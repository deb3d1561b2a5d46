package dev.sallyport.engine.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One source with its life and the words people attach to it.
 *
 * @param id the stable id, kept as long as the source is unchanged
 * @param source from where
 * @param life when it counts
 * @param label what it is for, empty if not said
 * @param owner who answers for it, empty if not said
 * @param reviewAt when somebody should look at it again, or null
 */
public record Entry(
        EntryId id,
        Source source,
        Life life,
        String label,
        String owner,
        @Nullable Instant reviewAt) {

    /** Returns an entry that is always live and has no words attached. */
    public static Entry of(EntryId id, Source source) {
        return new Entry(id, source, Life.ALWAYS, "", "", null);
    }
}
