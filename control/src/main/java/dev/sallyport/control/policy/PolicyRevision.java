package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.Policy;
import java.time.Instant;

/**
 * A policy that was published.
 *
 * @param number the revision: 0 for the policy every tenant starts with, then 1, 2, …
 * @param sequence the tenant's sequence when it was published
 * @param policy the policy
 * @param publishedAt when
 * @param publishedBy who, as the audit log names them; empty at revision 0
 * @param address from where, empty if undetermined
 * @param reason why, empty if not said
 */
public record PolicyRevision(
        long number,
        long sequence,
        Policy policy,
        Instant publishedAt,
        String publishedBy,
        String address,
        String reason) {

    /** Returns the policy every tenant starts with, at the instant the tenant was made. */
    public static PolicyRevision initial(Instant createdAt) {
        return new PolicyRevision(0, 0, Policy.INITIAL, createdAt, "", "", "");
    }

    /**
     * Returns the entity tag of this revision without its quotes: the same for the same revision of
     * the same tenant, and another for every other, also of a tenant made again under the same id.
     */
    public String entityTag() {
        return number + "." + sequence + "." + Long.toString(publishedAt.toEpochMilli(), 36);
    }
}
