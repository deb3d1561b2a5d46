package dev.sallyport.control.history;

import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.engine.policy.Mode;
import java.time.Instant;

/**
 * A revision without its policy.
 *
 * @param number the revision, 0 for the policy every tenant starts with
 * @param sequence the tenant's sequence when it was published
 * @param note how it came about and what became of its confirmation
 * @param publishedAt when
 * @param publishedBy who, as the audit log names them; empty at revision 0
 * @param address from where, empty if undetermined
 * @param reason why, empty if not said
 * @param mode its mode
 * @param rules how many rules it has
 * @param entries how many entries its rules have, exceptions included
 */
public record RevisionSummary(
        long number,
        long sequence,
        RevisionNote note,
        Instant publishedAt,
        String publishedBy,
        String address,
        String reason,
        Mode mode,
        int rules,
        int entries) {

    private static final String OPERATOR = "operator";

    /** Returns this without which client of the operator published, and from where. */
    RevisionSummary withoutOperator() {
        boolean isTenants =
                publishedBy.isEmpty()
                        || publishedBy.startsWith("client:")
                        || publishedBy.startsWith("external:")
                        || publishedBy.equals("program");
        return isTenants
                ? this
                : new RevisionSummary(
                        number,
                        sequence,
                        note,
                        publishedAt,
                        OPERATOR,
                        "",
                        reason,
                        mode,
                        rules,
                        entries);
    }

    /** Returns the summary of a revision. */
    public static RevisionSummary of(PolicyRevision revision, RevisionNote note) {
        return new RevisionSummary(
                revision.number(),
                revision.sequence(),
                note,
                revision.publishedAt(),
                revision.publishedBy(),
                revision.address(),
                revision.reason(),
                revision.policy().mode(),
                revision.policy().rules().size(),
                revision.policy().entryCount());
    }
}
