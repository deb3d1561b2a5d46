package dev.sallyport.control.policy;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.confirm.Provisional;
import dev.sallyport.control.door.DoorReplacement;
import dev.sallyport.control.guard.Overrides;
import dev.sallyport.control.history.RevisionKind;
import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.history.Standing;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * What somebody wants to make the active policy of a tenant. A submission becomes a policy by giving its entries ids; a draft
 * and an older revision are policies already. What is kept beside it for a door is stored with it.
 */
record PublishRequest(
        TenantId tenant,
        PolicySubmission submission,
        @Nullable Draft promoted,
        @Nullable PolicyRevision restored,
        @Nullable DoorReplacement beside,
        PublishTerms terms,
        Overrides overrides,
        Origin origin) {

    static Outcome<PublishRequest> replacement(
            TenantId tenant,
            PolicySubmission submission,
            @Nullable DoorReplacement beside,
            PublishTerms terms,
            Origin origin) {
        return Overrides.parse(terms.overrides(), origin)
                .map(overrides ->
                        new PublishRequest(
                                tenant, submission, null, null, beside, terms, overrides, origin));
    }

    static Outcome<PublishRequest> promotion(
            TenantId tenant, Draft draft, PublishTerms terms, Origin origin) {
        PolicySubmission submission = PolicySubmission.of(draft.policy());
        return Overrides.parse(terms.overrides(), origin)
                .map(overrides ->
                        new PublishRequest(
                                tenant, submission, draft, null, null, terms, overrides, origin));
    }

    static Outcome<PublishRequest> restoration(
            TenantId tenant, PolicyRevision older, PublishTerms terms, Origin origin) {
        PolicySubmission submission = PolicySubmission.of(older.policy());
        return Overrides.parse(terms.overrides(), origin)
                .map(overrides ->
                        new PublishRequest(
                                tenant, submission, null, older, null, terms, overrides, origin));
    }

    /** Returns the policy it would become in place of the active one. */
    Policy policy(Policy active, EntryIds entryIds) {
        if (promoted != null) {
            return promoted.policy();
        }
        return restored == null
                ? EntryIdAssignment.apply(submission, active, entryIds)
                : restored.policy();
    }

    /** Returns how the revision would come about. */
    RevisionNote note() {
        Standing standing = terms.confirmWithin() == null ? Standing.STANDS : Standing.PROVISIONAL;
        if (restored != null) {
            return new RevisionNote(RevisionKind.ROLLBACK, restored.number(), standing);
        }
        return new RevisionNote(
                promoted == null ? RevisionKind.PUBLISHED : RevisionKind.DRAFT, null, standing);
    }

    /** Returns what the audit log calls it. */
    AuditAction action() {
        return restored == null ? AuditAction.POLICY_PUBLISHED : AuditAction.POLICY_ROLLED_BACK;
    }

    /** Returns what makes the terms no terms at all. */
    Optional<Problem> impossible() {
        Duration confirmWithin = terms.confirmWithin();
        if (confirmWithin == null) {
            return terms.keepDenies()
                    ? refusal(
                            ProblemCode.REQUEST_BAD_PARAMETER,
                            "parameter `keepDenies` means nothing without `confirmWithin`")
                    : Optional.empty();
        }
        return Provisional.isPossible(confirmWithin)
                ? Optional.empty()
                : refusal(
                        ProblemCode.REQUEST_BAD_PARAMETER,
                        "parameter `confirmWithin` is "
                                + confirmWithin
                                + " and not "
                                + Provisional.SHORTEST
                                + " to "
                                + Provisional.LONGEST);
    }

    /** Returns what is not as the caller believes, of the tenant as it is stored. */
    Optional<Problem> unmet(StoredTenant stored) {
        return promoted == null
                ? unmet(terms.precondition(), stored.revision())
                : moved(promoted, stored);
    }

    private static Optional<Problem> unmet(Precondition precondition, PolicyRevision current) {
        return switch (precondition) {
            case Precondition.Absent ignored -> Optional.empty();
            case Precondition.Any ignored ->
                    current.number() == 0
                            ? Optional.empty()
                            : refusal(
                                    ProblemCode.POLICY_STALE,
                                    "`*` is honoured only at revision 0, and the policy is at revision "
                                            + current.number());
            case Precondition.OneOf(Set<String> tags) ->
                    tags.contains(current.entityTag())
                            ? Optional.empty()
                            : Optional.of(stale(current));
        };
    }

    /** Returns the refusal of who knows another revision than the active one. */
    static Problem stale(PolicyRevision current) {
        return Problem.of(
                ProblemCode.POLICY_STALE,
                "the policy is at revision "
                        + current.number()
                        + ", not at the one named in `If-Match`");
    }

    /** Returns what keeps a draft from being published as it is, if this is one. */
    Optional<Problem> moved(StoredTenant stored) {
        return promoted == null ? Optional.empty() : moved(promoted, stored);
    }

    /* It was replaced, or changes a revision that is no longer active. */
    private static Optional<Problem> moved(Draft promoted, StoredTenant stored) {
        if (stored.draft() == null || !stored.draft().entityTag().equals(promoted.entityTag())) {
            return Optional.of(Drafts.stale());
        }
        return promoted.base() == stored.revision().number()
                ? Optional.empty()
                : refusal(
                        ProblemCode.POLICY_DRAFT_OUTDATED,
                        "the draft changes revision "
                                + promoted.base()
                                + ", and the policy is at revision "
                                + stored.revision().number());
    }

    private static Optional<Problem> refusal(ProblemCode code, String detail) {
        return Optional.of(Problem.of(code, detail));
    }
}
