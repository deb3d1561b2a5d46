package dev.sallyport.document;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Members of an entry that are to be changed (RFC 7396): null stands for the default, a source
 * takes the place of the one that is there, the id stays. Strict and total as {@link PolicyReader}.
 */
public final class EntryChange {

    /* Whatever is wrong with the members themselves is found on any entry. */
    private static final Entry ANY = Entry.of(new EntryId("any"), new Source.Any());

    private final byte[] bytes;
    private final DocumentLimits limits;

    private EntryChange(byte[] bytes, DocumentLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /**
     * Returns the change that the bytes hold, or its faults. The stream is closed.
     *
     * @throws UncheckedIOException if reading the stream fails
     */
    public static Outcome<EntryChange> read(InputStream bytes, DocumentLimits limits) {
        try (bytes) {
            int most = (int) Math.min(limits.maxBytes() + 1, Integer.MAX_VALUE - 8);
            EntryChange change = new EntryChange(bytes.readNBytes(most), limits);
            return change.of(ANY, null).map(ignored -> change);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the changed entry, or what is wrong with it. */
    public Outcome<EntrySubmission> of(Entry before) {
        return of(before, before.id());
    }

    private Outcome<EntrySubmission> of(Entry before, @Nullable EntryId id) {
        return JsonCursor.read(
                new ByteArrayInputStream(bytes),
                limits,
                ProblemCode.POLICY_INVALID,
                cursor -> EntryReader.readChange(cursor, before, id));
    }
}
