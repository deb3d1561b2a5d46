package dev.sallyport.control.policy;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.history.PolicyDifference;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of a tenant's draft, but for publishing it ({@link PublishPolicy#promote}). A draft
 * alters no decision that is enforced, so no guard judges it before it is published. Safe for use
 * by several threads.
 */
public final class Drafts {

    private final Transactions transactions;
    private final SubmissionCheck check;
    private final EntryIds entryIds;

    /**
     * Keeps drafts behind {@code transactions}.
     *
     * @param limits how large a policy may be
     * @param entryIds makes the ids of new entries
     */
    public Drafts(Transactions transactions, PolicyLimits limits, EntryIds entryIds) {
        this.transactions = transactions;
        this.check = new SubmissionCheck(limits);
        this.entryIds = entryIds;
    }

    /** Returns the draft of a tenant. */
    public Outcome<Draft> current(TenantId tenant) {
        return transactions.read(repositories ->
                repositories.tenants().find(tenant).isEmpty()
                        ? Tenants.unknown(tenant)
                        : repositories
                                .drafts()
                                .find(tenant)
                                .<Outcome<Draft>>map(Outcome::done)
                                .orElseGet(Drafts::unknown));
    }

    /**
     * Makes or replaces the draft of a tenant. It changes the active revision of that moment, so
     * saving an outdated draft once more brings it up to date.
     *
     * @param precondition what the caller knows: the entity tag of the draft it replaces, or where
     *     there is none that of the active revision, or {@code *} for a draft where there is none
     */
    public Outcome<Draft> save(
            TenantId tenant,
            PolicySubmission submission,
            Precondition precondition,
            Origin origin) {
        return transactions.write(repositories -> {
            StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
            if (stored == null) {
                return Tenants.unknown(tenant);
            }
            Optional<Problem> unmet = unmet(precondition, stored);
            if (unmet.isPresent()) {
                return Outcome.refused(unmet.get());
            }
            FaultList faults = check.faults(submission, repositories.channels().all());
            if (!faults.isEmpty()) {
                return Outcome.refused(SubmissionCheck.refusal(faults));
            }
            return Outcome.done(
                    saved(repositories, stored, stored.revision().number(), submission, origin));
        });
    }

    /**
     * Changes the draft of a tenant. Where there is none, the first change makes one of the active
     * revision. Other than {@link #save}, a change of an outdated draft leaves it outdated: nobody
     * has looked at what was published meanwhile.
     *
     * <p>The change is worked out before the write begins, and written only if the draft is still
     * the one it was worked out on. An entry may be sent with an id only if an entry of the draft
     * or of the active revision has it.
     *
     * @param edit what to change; called once at most
     * @param precondition what the caller knows, as for {@link #save}
     */
    public Outcome<Draft> edit(
            TenantId tenant, PolicyEdit edit, Precondition precondition, Origin origin) {
        return transactions
                .read(repositories -> editable(repositories, tenant, precondition))
                .flatMap(before ->
                        edit.apply(latest(before))
                                .flatMap(submission -> edited(before, submission, origin)));
    }

    private static Outcome<StoredTenant> editable(
            Repositories repositories, TenantId tenant, Precondition precondition) {
        StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
        if (stored == null) {
            return Tenants.unknown(tenant);
        }
        return unmet(precondition, stored)
                .<Outcome<StoredTenant>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(stored));
    }

    private static Policy latest(StoredTenant stored) {
        return stored.draft() == null ? stored.revision().policy() : stored.draft().policy();
    }

    private Outcome<Draft> edited(StoredTenant before, PolicySubmission submission, Origin origin) {
        FaultList unknown =
                KnownIds.of(Draft.ancestor(before.revision().policy(), before.draft()))
                        .faults(submission);
        if (!unknown.isEmpty()) {
            return Outcome.refused(SubmissionCheck.refusal(unknown));
        }
        Precondition unchanged = new Precondition.OneOf(Set.of(expected(before, before.draft())));
        return transactions.write(repositories ->
                editable(repositories, before.tenant().id(), unchanged)
                        .flatMap(stored -> {
                            FaultList faults =
                                    check.faults(submission, repositories.channels().all());
                            if (!faults.isEmpty()) {
                                return Outcome.refused(SubmissionCheck.refusal(faults));
                            }
                            long base =
                                    stored.draft() == null
                                            ? stored.revision().number()
                                            : stored.draft().base();
                            return Outcome.done(
                                    saved(repositories, stored, base, submission, origin));
                        }));
    }

    private Draft saved(
            Repositories repositories,
            StoredTenant stored,
            long base,
            PolicySubmission submission,
            Origin origin) {
        TenantId tenant = stored.tenant().id();
        Policy active = stored.revision().policy();
        Policy policy =
                EntryIdAssignment.apply(
                        withMode(submission, active),
                        Draft.ancestor(active, stored.draft()),
                        entryIds);
        AuditEvent event = AuditEvent.of(AuditAction.DRAFT_SAVED, origin, tenant);
        long sequence = repositories.sequences().advance(tenant);
        Draft draft = new Draft(sequence, base, policy, origin.at(), event.actor());
        repositories.drafts().put(tenant, draft);
        repositories
                .audit()
                .append(
                        event.target(draft.entityTag())
                                .altering(
                                        PolicyDifference.between(latest(stored), policy)
                                                .alterations()));
        repositories.changes().add(new Change.TenantChanged(tenant, sequence));
        return draft;
    }

    /* A mode that is left out is that of the active revision, not of the draft before. */
    private static PolicySubmission withMode(PolicySubmission submission, Policy active) {
        return submission.mode() != null
                ? submission
                : new PolicySubmission(
                        active.mode(), submission.authorizedClients(), submission.rules());
    }

    /**
     * Removes the draft of a tenant. One that cannot be understood can be removed without a
     * precondition.
     *
     * @param precondition what the caller knows of the draft; may be absent
     */
    public Outcome<TenantId> discard(TenantId tenant, Precondition precondition, Origin origin) {
        return transactions.write(repositories ->
                tag(repositories, tenant, precondition)
                        .map(tag -> {
                            repositories.drafts().remove(tenant);
                            long sequence = repositories.sequences().advance(tenant);
                            repositories
                                    .audit()
                                    .append(
                                            AuditEvent.of(
                                                            AuditAction.DRAFT_DISCARDED,
                                                            origin,
                                                            tenant)
                                                    .target(tag));
                            repositories.changes().add(new Change.TenantChanged(tenant, sequence));
                            return tenant;
                        }));
    }

    private static Outcome<String> tag(
            Repositories repositories, TenantId tenant, Precondition precondition) {
        try {
            return matching(repositories, tenant, precondition).map(Draft::entityTag);
        } catch (UnreadableStateException unreadable) {
            if (precondition instanceof Precondition.Absent) {
                return Outcome.done("unreadable");
            }
            throw unreadable;
        }
    }

    /* The draft of a tenant, if it is the one the caller knows. */
    static Outcome<Draft> matching(
            Transactions transactions, TenantId tenant, Precondition precondition) {
        return transactions.read(repositories -> matching(repositories, tenant, precondition));
    }

    private static Outcome<Draft> matching(
            Repositories repositories, TenantId tenant, Precondition precondition) {
        if (repositories.tenants().find(tenant).isEmpty()) {
            return Tenants.unknown(tenant);
        }
        Draft draft = repositories.drafts().find(tenant).orElse(null);
        if (draft == null) {
            return unknown();
        }
        boolean isMet =
                switch (precondition) {
                    case Precondition.Absent ignored -> true;
                    case Precondition.Any ignored -> true;
                    case Precondition.OneOf tags -> tags.tags().contains(draft.entityTag());
                };
        return isMet ? Outcome.done(draft) : Outcome.refused(stale());
    }

    private static Optional<Problem> unmet(Precondition precondition, StoredTenant stored) {
        Draft draft = stored.draft();
        return switch (precondition) {
            case Precondition.Absent ignored ->
                    Optional.of(
                            Problem.of(
                                    ProblemCode.POLICY_PRECONDITION_REQUIRED,
                                    "the header `If-Match` is missing"));
            case Precondition.Any ignored ->
                    draft == null ? Optional.empty() : Optional.of(stale());
            case Precondition.OneOf tags ->
                    tags.tags().contains(expected(stored, draft))
                            ? Optional.empty()
                            : Optional.of(stale());
        };
    }

    private static String expected(StoredTenant stored, @Nullable Draft draft) {
        return draft == null ? stored.revision().entityTag() : draft.entityTag();
    }

    static Problem stale() {
        return Problem.of(
                ProblemCode.POLICY_STALE,
                "the draft is not the one named in `If-Match`; without a draft, that is the active revision");
    }

    private static Outcome<Draft> unknown() {
        return Outcome.refused(ProblemCode.POLICY_DRAFT_UNKNOWN, "the tenant has no draft");
    }
}
