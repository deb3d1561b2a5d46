package dev.sallyport.control.port;

import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.history.RevisionSummary;
import dev.sallyport.control.history.Standing;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The revisions of the tenants' policies from number 1 on; revision 0 is not kept, it is the same
 * for all.
 */
public interface RevisionRepository {

    /**
     * Returns the active revision, the one with the largest number; empty for a tenant still at
     * revision 0.
     */
    Optional<PolicyRevision> current(TenantId tenant);

    /** Returns the revision with the given number. */
    Optional<PolicyRevision> find(TenantId tenant, long revision);

    /**
     * Adds a revision.
     *
     * @throws StorageException if there is no such tenant or its number is not that of the active
     *     revision plus one
     */
    void append(TenantId tenant, PolicyRevision revision, RevisionNote note);

    /**
     * Adds a revision that somebody sent and that stands, as the other method of this name does.
     */
    default void append(TenantId tenant, PolicyRevision revision) {
        append(tenant, revision, RevisionNote.PUBLISHED);
    }

    /** Notes what became of the confirmation of a revision, if there is such a revision. */
    void standing(TenantId tenant, long revision, Standing standing);

    /**
     * Returns up to {@code limit} revisions whose numbers are below {@code before}, the newest
     * first; revision 0 is not among them.
     */
    List<RevisionSummary> before(TenantId tenant, long before, int limit);

    /**
     * Returns the number of the newest revision that was published at {@code instant} or earlier;
     * empty for none but revision 0.
     */
    Optional<Long> numberAt(TenantId tenant, Instant instant);
}
