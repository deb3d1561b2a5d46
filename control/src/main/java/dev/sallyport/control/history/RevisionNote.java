package dev.sallyport.control.history;

import org.jspecify.annotations.Nullable;

/**
 * What is noted of a revision beside its policy.
 *
 * @param kind how it came about
 * @param of the older revision it repeats, or that went back by it; null where there is none
 * @param standing what became of its confirmation
 */
public record RevisionNote(RevisionKind kind, @Nullable Long of, Standing standing) {

    /** The note of a policy that was sent and stands. */
    public static final RevisionNote PUBLISHED =
            new RevisionNote(RevisionKind.PUBLISHED, null, Standing.STANDS);

    /** Returns this with another standing. */
    public RevisionNote standing(Standing other) {
        return new RevisionNote(kind, of, other);
    }
}
