package dev.sallyport.control.confirm;

import dev.sallyport.engine.policy.TenantId;
import java.util.List;

/**
 * What a look at the provisional revisions came to.
 *
 * @param waiting how many wait for a confirmation now
 * @param reverted what went back because its time was over
 * @param failed the tenants whose revisions should have gone back and could not; tried again
 */
public record TickReport(int waiting, List<Reverted> reverted, List<TenantId> failed) {

    /**
     * A revision that went back.
     *
     * @param tenant the tenant
     * @param revision the revision that was not confirmed
     * @param base the revision whose policy is active again
     * @param made the revision that it is active as
     */
    public record Reverted(TenantId tenant, long revision, long base, long made) {}

    /** Copies the lists. */
    public TickReport {
        reverted = List.copyOf(reverted);
        failed = List.copyOf(failed);
    }
}
