package dev.sallyport.control.policy;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
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
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
            Policy policy,
            Map<ListName, NetworkList> lists,
            Set<ProblemCode> overridden) {}

    private record Basis(
            @Nullable StoredTenant stored,
            List<ChannelDeclaration> channels,
            Map<ListName, NetworkList> lists) {}

    private record Wanted(
            TenantId tenant,
            PolicySubmission submission,
            Precondition precondition,
            Overrides overrides,
            Origin origin) {}

    private final Transactions transactions;
    private final PolicyLimits limits;
    private final EntryIds entryIds;
    private final Supplier<Surroundings> surroundings;

    /**
     * Publishes behind {@code transactions}.
     *
     * @param limits how large a policy may be
     * @param entryIds makes the ids of new entries
     * @param surroundings what is loaded at the moment
     */
    public PublishPolicy(
            Transactions transactions,
            PolicyLimits limits,
            EntryIds entryIds,
            Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.limits = limits;
        this.entryIds = entryIds;
        this.surroundings = surroundings;
    }

    /**
     * Replaces the whole policy.
     *
     * @param precondition what the caller knows of the revision it replaces
     * @param overrides the codes of refusals to go ahead in spite of, which needs the scope for it
     *     and a reason; each text may hold several, separated by commas
     */
    public Outcome<PolicyRevision> publish(
            TenantId tenant,
            PolicySubmission submission,
            Precondition precondition,
            List<String> overrides,
            Origin origin) {
        return switch (Overrides.parse(overrides, origin)) {
            case Outcome.Refused<Overrides>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Overrides>(Overrides allowed) ->
                    publish(new Wanted(tenant, submission, precondition, allowed, origin));
        };
    }

    /**
     * Judges a policy as {@link #publish} would and saves nothing. Returns the policy that would
     * become active; the ids of entries that are new will be others when it does.
     *
     * @param precondition as for publishing, but may be absent
     */
    public Outcome<Policy> dryRun(
            TenantId tenant,
            PolicySubmission submission,
            Precondition precondition,
            List<String> overrides,
            Origin origin) {
        return switch (Overrides.parse(overrides, origin)) {
            case Outcome.Refused<Overrides>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Overrides>(Overrides allowed) -> {
                Wanted wanted = new Wanted(tenant, submission, precondition, allowed, origin);
                Basis basis = transactions.read(repositories -> basis(repositories, wanted));
                yield prepare(basis, wanted).map(Prepared::policy);
            }
        };
    }

    private Outcome<PolicyRevision> publish(Wanted wanted) {
        if (wanted.precondition() instanceof Precondition.Absent) {
            return Outcome.refused(
                    ProblemCode.POLICY_PRECONDITION_REQUIRED, "the header `If-Match` is missing");
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Basis basis = transactions.read(repositories -> basis(repositories, wanted));
            switch (prepare(basis, wanted)) {
                case Outcome.Refused<Prepared>(Problem problem) -> {
                    return Outcome.refused(problem);
                }
                case Outcome.Done<Prepared>(Prepared prepared) -> {
                    Optional<Outcome<PolicyRevision>> stored =
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

    private Outcome<Prepared> prepare(Basis basis, Wanted wanted) {
        StoredTenant stored = basis.stored();
        if (stored == null) {
            return Tenants.unknown(wanted.tenant());
        }
        Optional<Problem> unmet = unmet(wanted.precondition(), stored.revision());
        if (unmet.isPresent()) {
            return Outcome.refused(unmet.get());
        }
        FaultList faults = faults(wanted.submission(), basis.channels());
        if (!faults.isEmpty()) {
            return Outcome.refused(invalid(faults));
        }
        Policy policy =
                EntryIdAssignment.apply(wanted.submission(), stored.revision().policy(), entryIds);
        Objections objections = new Objections(wanted.overrides());
        Candidate candidate = candidate(basis, stored, policy, wanted.origin());
        PublishGuards.judge(candidate, objections);
        if (!objections.standing().isEmpty()) {
            Fault first = objections.standing().kept().getFirst();
            return Outcome.refused(objections.standing().toProblem(first.code(), first.detail()));
        }
        return Outcome.done(
                new Prepared(stored.revision(), policy, basis.lists(), objections.overridden()));
    }

    private static Basis basis(Repositories repositories, Wanted wanted) {
        return new Basis(
                repositories.tenants().findStored(wanted.tenant()).orElse(null),
                repositories.channels().all(),
                repositories.lists().named(wanted.submission().listNames(), wanted.tenant()));
    }

    private static Optional<Problem> unmet(Precondition precondition, PolicyRevision current) {
        return switch (precondition) {
            case Precondition.Absent ignored -> Optional.empty();
            case Precondition.Any ignored ->
                    current.number() == 0
                            ? Optional.empty()
                            : Optional.of(
                                    Problem.of(
                                            ProblemCode.POLICY_STALE,
                                            "`*` is honoured only at revision 0, and the policy is at revision "
                                                    + current.number()));
            case Precondition.OneOf(Set<String> tags) ->
                    tags.contains(current.entityTag())
                            ? Optional.empty()
                            : Optional.of(stale(current));
        };
    }

    private static Problem stale(PolicyRevision current) {
        return Problem.of(
                ProblemCode.POLICY_STALE,
                "the policy is at revision "
                        + current.number()
                        + ", not at the one named in `If-Match`");
    }

    private FaultList faults(PolicySubmission submission, List<ChannelDeclaration> channels) {
        FaultList faults = new FaultList();
        if (submission.rules().size() > limits.maxRules()) {
            faults.add(
                    ProblemCode.POLICY_TOO_MANY_RULES,
                    "/rules",
                    "the policy has " + submission.rules().size() + " rules",
                    "at most " + limits.maxRules() + " are possible");
        }
        int entries = submission.entryCount();
        if (entries > limits.maxEntries()) {
            faults.add(
                    ProblemCode.POLICY_TOO_MANY_ENTRIES,
                    "/rules",
                    "the policy has " + entries + " entries",
                    "at most " + limits.maxEntries() + " are possible");
        }
        unknownChannels(submission, channels, faults);
        return faults;
    }

    private static void unknownChannels(
            PolicySubmission submission, List<ChannelDeclaration> channels, FaultList faults) {
        ChannelTable table = new ChannelTable(channels);
        for (int i = 0; i < submission.rules().size(); i++) {
            ScopeSubmission scope = submission.rules().get(i).scope();
            String pointer = "/rules/" + i + "/scope/";
            unknown(scope.channels(), pointer + "channels/", table, faults);
            unknown(scope.exceptChannels(), pointer + "exceptChannels/", table, faults);
        }
    }

    private static void unknown(
            List<ChannelId> ids, String pointer, ChannelTable table, FaultList faults) {
        for (int i = 0; i < ids.size(); i++) {
            if (!table.knows(ids.get(i))) {
                faults.add(
                        ProblemCode.CHANNEL_UNKNOWN,
                        pointer + i,
                        "channel `" + ids.get(i) + "` is not declared",
                        "use " + known(table));
            }
        }
    }

    private static String known(ChannelTable table) {
        return table.declarations().stream()
                .limit(10)
                .map(declaration -> "`" + declaration.id() + "`, ")
                .collect(Collectors.joining("", "", "or `other`"));
    }

    private static Problem invalid(FaultList faults) {
        return faults.toProblem(
                ProblemCode.POLICY_INVALID,
                faults.size() == 1
                        ? faults.kept().getFirst().detail()
                        : "the policy has " + faults.size() + " faults");
    }

    private Candidate candidate(Basis basis, StoredTenant stored, Policy policy, Origin origin) {
        PolicyRevision next = revision(stored.revision(), stored.sequence() + 1, policy, origin);
        return new Candidate(
                surroundings
                        .get()
                        .stateOf(
                                stored,
                                next.sequence(),
                                next,
                                basis.lists(),
                                DeploymentSwitch.ENFORCE),
                basis.channels(),
                origin);
    }

    /* Returns what came of it; empty if a list is not what was judged any more. */
    private Optional<Outcome<PolicyRevision>> store(
            Repositories repositories, Wanted wanted, Prepared prepared) {
        TenantId tenant = wanted.tenant();
        StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
        if (stored == null) {
            return Optional.of(Tenants.unknown(tenant));
        }
        if (!stored.revision().entityTag().equals(prepared.base().entityTag())) {
            return Optional.of(Outcome.refused(stale(stored.revision())));
        }
        FaultList faults = faults(wanted.submission(), repositories.channels().all());
        if (!faults.isEmpty()) {
            return Optional.of(Outcome.refused(invalid(faults)));
        }
        Map<ListName, NetworkList> lists =
                repositories.lists().named(prepared.policy().listNames(), tenant);
        if (!lists.equals(prepared.lists())) {
            return Optional.empty();
        }
        Origin origin = wanted.origin();
        long sequence = repositories.sequences().advance(tenant);
        PolicyRevision next = revision(stored.revision(), sequence, prepared.policy(), origin);
        repositories.revisions().append(tenant, next);
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.POLICY_PUBLISHED, origin, tenant)
                                .target(Long.toString(next.number()))
                                .overriding(
                                        prepared.overridden().stream()
                                                .map(ProblemCode::code)
                                                .toList()));
        repositories.changes().add(new Change.TenantChanged(tenant, sequence));
        return Optional.of(Outcome.done(next));
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
