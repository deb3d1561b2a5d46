package dev.sallyport.control.policy;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.confirm.Provisional;
import dev.sallyport.control.confirm.Witness;
import dev.sallyport.control.door.DoorDocument;
import dev.sallyport.control.door.DoorReplacement;
import dev.sallyport.control.guard.Candidate;
import dev.sallyport.control.guard.Impact;
import dev.sallyport.control.guard.Objections;
import dev.sallyport.control.guard.PublishGuards;
import dev.sallyport.control.guard.RefusedLockOuts;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.guard.Witnesses;
import dev.sallyport.control.history.Journal;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The use case that replaces a tenant's policy. Either a new revision is durably stored and active,
 * with its audit record and the advanced sequence, or nothing was changed. Safe for use by several
 * threads.
 */
public final class PublishPolicy {

    /*
     * Judging a large policy takes long, and writes happen one at a time. So everything is judged on a state that was read, and
     * the write only looks whether that is still the state: the precondition names the revision that was judged, channels are
     * looked up once more, and if a list has changed meanwhile everything is judged again. Lists may change all the time, so
     * after some attempts it is judged inside the write, where nothing changes.
     */

    private static final int ATTEMPTS = 3;

    /* What was judged, and what may be stored if the tenant is still as it was. */
    private record Prepared(
            PolicyRevision base,
            PolicyRevision next,
            Map<ListName, NetworkList> lists,
            Set<ProblemCode> overridden,
            Impact impact) {}

    private record Basis(
            @Nullable StoredTenant stored,
            @Nullable Provisional waiting,
            List<ChannelDeclaration> channels,
            Map<ListName, NetworkList> lists,
            Witnesses witnesses) {}

    private final Transactions transactions;
    private final SubmissionCheck check;
    private final EntryIds entryIds;
    private final Supplier<Surroundings> surroundings;
    private final WitnessSource witnesses;
    private final RefusedLockOuts refused;

    /** Publishes as the other constructor says, knowing nobody but the caller. */
    public PublishPolicy(
            Transactions transactions,
            PolicyLimits limits,
            EntryIds entryIds,
            Supplier<Surroundings> surroundings) {
        this(transactions, limits, entryIds, surroundings, WitnessSource.NOBODY);
    }

    /**
     * Publishes behind {@code transactions}.
     *
     * @param limits how large a policy may be
     * @param entryIds makes the ids of new entries
     * @param surroundings what is loaded at the moment
     * @param witnesses knows whose access is looked at
     */
    public PublishPolicy(
            Transactions transactions,
            PolicyLimits limits,
            EntryIds entryIds,
            Supplier<Surroundings> surroundings,
            WitnessSource witnesses) {
        this.witnesses = witnesses;
        refused = new RefusedLockOuts(transactions);
        this.transactions = transactions;
        check = new SubmissionCheck(limits);
        this.entryIds = entryIds;
        this.surroundings = surroundings;
    }

    /** Replaces the whole policy. */
    public Outcome<Publication> publish(
            TenantId tenant, PolicySubmission submission, PublishTerms terms, Origin origin) {
        return PublishRequest.replacement(tenant, submission, null, terms, origin)
                .flatMap(this::publishNoting);
    }

    /**
     * Replaces the whole policy and keeps {@code beside} for a door, both or neither. Refused as
     * stale as well where something else has been kept for the door since.
     */
    public Outcome<Publication> publishBeside(
            TenantId tenant,
            PolicySubmission submission,
            DoorReplacement beside,
            PublishTerms terms,
            Origin origin) {
        return PublishRequest.replacement(tenant, submission, beside, terms, origin)
                .flatMap(this::publishNoting);
    }

    /**
     * Judges a policy as {@link #publish} would and saves nothing. Returns the revision that would
     * become active; the ids of entries that are new will be others when it does. The precondition
     * may be absent.
     */
    public Outcome<Publication> dryRun(
            TenantId tenant, PolicySubmission submission, PublishTerms terms, Origin origin) {
        return PublishRequest.replacement(tenant, submission, null, terms, origin)
                .flatMap(this::judged);
    }

    /**
     * Makes a tenant's draft its next revision: the very policy that was evaluated beside the
     * active one, its entries under the same ids. The draft is gone then. The precondition names
     * the draft.
     */
    public Outcome<Publication> promote(TenantId tenant, PublishTerms terms, Origin origin) {
        return promotion(tenant, terms, origin).flatMap(this::publishNoting);
    }

    /**
     * Judges a tenant's draft as {@link #promote} would and changes nothing. Returns the revision
     * that would become active. The precondition may be absent.
     */
    public Outcome<Publication> dryRunOfPromotion(
            TenantId tenant, PublishTerms terms, Origin origin) {
        return promotion(tenant, terms, origin).flatMap(this::judged);
    }

    /**
     * Makes an older revision of a tenant the policy again, as a new revision: its rules, its mode
     * and its entries under the ids they had. The precondition names the active revision.
     *
     * @param number the older revision, 0 for the policy every tenant starts with
     */
    public Outcome<Publication> restore(
            TenantId tenant, long number, PublishTerms terms, Origin origin) {
        return restoration(tenant, number, terms, origin).flatMap(this::publishNoting);
    }

    /**
     * Judges an older revision as {@link #restore} would and changes nothing. The precondition may
     * be absent.
     */
    public Outcome<Publication> dryRunOfRestoration(
            TenantId tenant, long number, PublishTerms terms, Origin origin) {
        return restoration(tenant, number, terms, origin).flatMap(this::judged);
    }

    private Outcome<PublishRequest> restoration(
            TenantId tenant, long number, PublishTerms terms, Origin origin) {
        return new Policies(transactions)
                .revision(tenant, number)
                .flatMap(older -> PublishRequest.restoration(tenant, older, terms, origin));
    }

    private Outcome<PublishRequest> promotion(TenantId tenant, PublishTerms terms, Origin origin) {
        // `*` names no draft: another one than the caller has seen would be published.
        boolean namesNone = terms.precondition() instanceof Precondition.Any;
        return Drafts.matching(transactions, tenant, terms.precondition())
                .flatMap(draft ->
                        namesNone
                                ? Outcome.refused(Drafts.stale())
                                : PublishRequest.promotion(tenant, draft, terms, origin));
    }

    private Outcome<Publication> judged(PublishRequest wanted) {
        Optional<Problem> impossible = wanted.impossible();
        if (impossible.isPresent()) {
            return Outcome.refused(impossible.get());
        }
        Basis basis = transactions.read(repositories -> basis(repositories, wanted));
        return prepare(basis, wanted)
                .map(prepared -> new Publication(prepared.next(), prepared.impact()));
    }

    private Outcome<Publication> publishNoting(PublishRequest wanted) {
        Outcome<Publication> outcome = publish(wanted);
        refused.note(outcome, wanted.tenant(), "policy", wanted.origin());
        return outcome;
    }

    private Outcome<Publication> publish(PublishRequest wanted) {
        if (wanted.terms().precondition() instanceof Precondition.Absent) {
            return Outcome.refused(
                    ProblemCode.POLICY_PRECONDITION_REQUIRED, "the header `If-Match` is missing");
        }
        Optional<Problem> impossible = wanted.impossible();
        if (impossible.isPresent()) {
            return Outcome.refused(impossible.get());
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Basis basis = transactions.read(repositories -> basis(repositories, wanted));
            switch (prepare(basis, wanted)) {
                case Outcome.Refused<Prepared>(Problem problem) -> {
                    return Outcome.refused(problem);
                }
                case Outcome.Done<Prepared>(Prepared prepared) -> {
                    Optional<Outcome<Publication>> stored =
                            transactions.write(
                                    repositories -> store(repositories, wanted, prepared));
                    if (stored.isPresent()) {
                        return stored.get();
                    }
                }
            }
        }
        return transactions.write(repositories ->
                switch (prepare(basis(repositories, wanted), wanted)) {
                    case Outcome.Refused<Prepared>(Problem problem) -> Outcome.refused(problem);
                    case Outcome.Done<Prepared>(Prepared prepared) ->
                            store(repositories, wanted, prepared).orElseThrow();
                });
    }

    private static Optional<Problem> unconfirmed(@Nullable Provisional waiting) {
        return waiting == null
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                ProblemCode.POLICY_UNCONFIRMED,
                                "revision "
                                        + waiting.revision()
                                        + " waits for a confirmation until about "
                                        + waiting.until().truncatedTo(ChronoUnit.SECONDS)));
    }

    private Outcome<Prepared> prepare(Basis basis, PublishRequest wanted) {
        StoredTenant stored = basis.stored();
        if (stored == null) {
            return Tenants.unknown(wanted.tenant());
        }
        Optional<Problem> unmet = wanted.unmet(stored);
        if (unmet.isPresent()) {
            return Outcome.refused(unmet.get());
        }
        Optional<Problem> unconfirmed = unconfirmed(basis.waiting());
        if (unconfirmed.isPresent()) {
            return Outcome.refused(unconfirmed.get());
        }
        FaultList faults = check.faults(wanted.submission(), basis.channels());
        if (!faults.isEmpty()) {
            return Outcome.refused(SubmissionCheck.refusal(faults));
        }
        PolicyRevision next =
                revision(
                        stored.revision(),
                        stored.sequence() + 1,
                        wanted.policy(stored.revision().policy(), entryIds),
                        wanted.origin());
        Objections objections = new Objections(wanted.overrides());
        Impact impact =
                PublishGuards.judge(candidate(basis, stored, next, wanted.origin()), objections);
        if (!objections.standing().isEmpty()) {
            Fault first = objections.standing().kept().getFirst();
            return Outcome.refused(objections.standing().toProblem(first.code(), first.detail()));
        }
        return Outcome.done(
                new Prepared(
                        stored.revision(), next, basis.lists(), objections.overridden(), impact));
    }

    private Basis basis(Repositories repositories, PublishRequest wanted) {
        return new Basis(
                repositories.tenants().findStored(wanted.tenant()).orElse(null),
                repositories.provisionals().find(wanted.tenant()).orElse(null),
                repositories.channels().all(),
                repositories.lists().named(wanted.submission().listNames(), wanted.tenant()),
                witnesses.of(repositories, wanted.tenant(), wanted.origin().at()));
    }

    private Candidate candidate(
            Basis basis, StoredTenant stored, PolicyRevision next, Origin origin) {
        Surroundings now = surroundings.get();
        return new Candidate(
                now.judging(stored, stored.lists()),
                now.stateOf(
                        stored,
                        next.sequence(),
                        next,
                        null,
                        basis.lists(),
                        DeploymentSwitch.ENFORCE),
                basis.channels(),
                basis.witnesses(),
                origin);
    }

    /* Returns what came of it; empty if a list is not what was judged any more. */
    private Optional<Outcome<Publication>> store(
            Repositories repositories, PublishRequest wanted, Prepared prepared) {
        TenantId tenant = wanted.tenant();
        StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
        if (stored == null) {
            return Optional.of(Tenants.unknown(tenant));
        }
        if (!stored.revision().entityTag().equals(prepared.base().entityTag())) {
            return Optional.of(Outcome.refused(PublishRequest.stale(stored.revision())));
        }
        DoorReplacement beside = wanted.beside();
        if (beside != null
                && !beside.isOf(
                        repositories.doors().find(tenant, beside.content().door()).orElse(null))) {
            return Optional.of(Outcome.refused(PublishRequest.stale(stored.revision())));
        }
        Optional<Problem> moved = wanted.moved(stored);
        if (moved.isPresent()) {
            return Optional.of(Outcome.refused(moved.get()));
        }
        Optional<Problem> unconfirmed =
                unconfirmed(repositories.provisionals().find(tenant).orElse(null));
        if (unconfirmed.isPresent()) {
            return Optional.of(Outcome.refused(unconfirmed.get()));
        }
        FaultList faults = check.faults(wanted.submission(), repositories.channels().all());
        if (!faults.isEmpty()) {
            return Optional.of(Outcome.refused(SubmissionCheck.refusal(faults)));
        }
        Map<ListName, NetworkList> lists =
                repositories.lists().named(prepared.next().policy().listNames(), tenant);
        if (!lists.equals(prepared.lists())) {
            return Optional.empty();
        }
        PolicyRevision next =
                Journal.append(
                        repositories,
                        stored,
                        prepared.next().policy(),
                        wanted.note(),
                        wanted.action(),
                        prepared.overridden().stream().map(ProblemCode::code).toList(),
                        wanted.origin());
        if (wanted.promoted() != null) {
            repositories.drafts().remove(tenant);
        }
        if (wanted.submission().mode() != null) {
            repositories.doors().modeIsChosen(tenant);
        }
        if (beside != null) {
            repositories.doors().put(tenant, new DoorDocument(beside.content(), next.number()));
        }
        Duration confirmWithin = wanted.terms().confirmWithin();
        if (confirmWithin != null) {
            repositories
                    .provisionals()
                    .put(
                            new Provisional(
                                    tenant,
                                    next.number(),
                                    stored.revision().number(),
                                    next.sequence(),
                                    Witness.of(wanted.origin()),
                                    wanted.terms().keepDenies(),
                                    confirmWithin,
                                    confirmWithin,
                                    wanted.origin().at(),
                                    null));
        }
        return Optional.of(Outcome.done(new Publication(next, prepared.impact())));
    }

    private static PolicyRevision revision(
            PolicyRevision before, long sequence, Policy policy, Origin origin) {
        AuditEvent who = AuditEvent.of(AuditAction.POLICY_PUBLISHED, origin, null);
        return new PolicyRevision(
                before.number() + 1,
                sequence,
                policy,
                origin.at(),
                who.actor(),
                who.address(),
                who.reason());
    }
}
