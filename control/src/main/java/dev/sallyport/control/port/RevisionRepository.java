package dev.sallyport.control.port;

import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.engine.policy.TenantId;
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
    void append(TenantId tenant, PolicyRevision revision);
}
