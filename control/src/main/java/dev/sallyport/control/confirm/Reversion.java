package dev.sallyport.control.confirm;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.history.Journal;
import dev.sallyport.control.history.RevisionKind;
import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.history.Standing;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;

/** Makes the policy of the base the next revision, and ends the waiting. */
final class Reversion {

    private Reversion() {}

    /* Nobody is asked: not the guards, since it was the policy before, and not the draft, which stays as it is. */
    static PolicyRevision apply(
            Repositories repositories,
            StoredTenant stored,
            Provisional provisional,
            boolean keepDenies,
            Origin origin) {
        TenantId tenant = provisional.tenant();
        Policy base = base(repositories, stored, provisional);
        Policy policy = keepDenies ? KeptDenies.of(base, stored.revision().policy()) : base;
        repositories.provisionals().remove(tenant);
        repositories.revisions().standing(tenant, provisional.revision(), Standing.REVERTED);
        return Journal.append(
                repositories,
                stored,
                policy,
                new RevisionNote(RevisionKind.REVERT, provisional.revision(), Standing.STANDS),
                AuditAction.POLICY_REVERTED,
                List.of(),
                explained(origin, provisional));
    }

    private static Policy base(
            Repositories repositories, StoredTenant stored, Provisional provisional) {
        return switch (Policies.revision(repositories, stored, provisional.base())) {
            case Outcome.Done<PolicyRevision>(PolicyRevision revision) -> revision.policy();
            case Outcome.Refused<PolicyRevision>(Problem problem) ->
                    throw new UnreadableStateException(
                            "the base of a provisional revision is gone: " + problem.code());
        };
    }

    private static Origin explained(Origin origin, Provisional provisional) {
        return origin.reason().isBlank()
                ? new Origin(
                        origin.caller(),
                        origin.address(),
                        origin.at(),
                        "revision " + provisional.revision() + " was taken back",
                        origin.requestId())
                : origin;
    }
}
