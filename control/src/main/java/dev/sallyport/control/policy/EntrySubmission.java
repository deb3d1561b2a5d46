package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as somebody wants it to be; its members are those of {@link Entry}.
 *
 * @param id the id it has, or null for the server to find or make one
 * @param source from where
 * @param life when it counts
 * @param label what it is for, empty if not said
 * @param owner who answers for it, empty if not said
 * @param reviewAt when somebody should look at it again, or null
 */
public record EntrySubmission(
        @Nullable EntryId id,
        Source source,
        Life life,
        String label,
        String owner,
        @Nullable Instant reviewAt) {

    /** Returns the submission of an entry that is always live and has no words attached. */
    public static EntrySubmission of(Source source) {
        return new EntrySubmission(null, source, Life.ALWAYS, "", "", null);
    }

    /** Returns the submission that asks for {@code entry} as it is. */
    public static EntrySubmission of(Entry entry) {
        return new EntrySubmission(
                entry.id(),
                entry.source(),
                entry.life(),
                entry.label(),
                entry.owner(),
                entry.reviewAt());
    }

    /** Returns this submission with the id of an entry that is there. */
    public EntrySubmission withId(EntryId entryId) {
        return new EntrySubmission(entryId, source, life, label, owner, reviewAt);
    }

    /** Returns the entry with the given id. */
    public Entry toEntry(EntryId entryId) {
        return new Entry(entryId, source, life, label, owner, reviewAt);
    }
}
