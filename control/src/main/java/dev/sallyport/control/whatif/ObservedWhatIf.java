package dev.sallyport.control.whatif;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.EntryIds;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.ProposedPolicy;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.column.Comparison;
import dev.sallyport.evidence.column.Shares;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The use case: what any policy of a tenant would change for the traffic that was observed. Both
 * policies are judged as they would decide now, whatever the mode; nothing is saved. Safe for use
 * by several threads.
 */
public final class ObservedWhatIf {

    /** How many of each kind are named in a report. */
    public static final int NAMED = 100;

    /** The most losers in a report. */
    public static final int MOST_LOSERS = 1000;

    /* The policies of one question, and what they are judged with. */
    private record Sides(TenantState active, TenantState proposed) {}

    private final Transactions transactions;
    private final ObservationStore store;
    private final ColumnsCache cache;
    private final ProposedPolicy proposed;
    private final Supplier<Surroundings> surroundings;

    /**
     * Asks what is behind {@code transactions} and {@code store}.
     *
     * @param cache holds columns for the next question
     * @param limits how large a policy may be
     * @param entryIds makes the ids of new entries
     * @param surroundings what is loaded at the moment
     */
    public ObservedWhatIf(
            Transactions transactions,
            ObservationStore store,
            ColumnsCache cache,
            PolicyLimits limits,
            EntryIds entryIds,
            Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.store = store;
        this.cache = cache;
        this.proposed = new ProposedPolicy(limits, entryIds);
        this.surroundings = surroundings;
    }

    /**
     * Returns what a policy would change.
     *
     * @param losers how many losers to name at most, 0 to {@link #MOST_LOSERS}
     * @param now the present
     */
    public Outcome<ObservedReport> ask(
            TenantId tenant, Proposal proposal, Window window, int losers, Instant now) {
        return transactions
                .<Outcome<Sides>>read(repositories -> {
                    StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
                    return stored == null
                            ? Tenants.unknown(tenant)
                            : policy(repositories, stored, proposal)
                                    .map(policy -> sides(repositories, stored, policy));
                })
                .map(sides -> report(tenant, sides, window, losers, now));
    }

    /**
     * Returns those newly denied, most requests first.
     *
     * @param limit how many at most; no more than {@link #MOST_LOSERS} are named
     */
    public static List<ObservedLoser> losers(Comparison comparison, int limit) {
        return new LoserSearch(comparison).find(Math.clamp(limit, 0, MOST_LOSERS));
    }

    private Outcome<Policy> policy(
            Repositories repositories, StoredTenant stored, Proposal proposal) {
        return switch (proposal) {
            case Proposal.Drafted ignored -> {
                Draft draft = stored.draft();
                yield draft == null
                        ? Outcome.refused(
                                ProblemCode.POLICY_DRAFT_UNKNOWN, "the tenant has no draft")
                        : Outcome.done(draft.policy());
            }
            case Proposal.Published(long revision) ->
                    Policies.revision(repositories, stored, revision).map(PolicyRevision::policy);
            case Proposal.Submitted(var submission) ->
                    proposed.of(submission, stored, repositories.channels().all());
        };
    }

    private Sides sides(Repositories repositories, StoredTenant stored, Policy policy) {
        Set<ListName> names = new HashSet<>(stored.revision().policy().listNames());
        names.addAll(policy.listNames());
        Map<ListName, NetworkList> lists = repositories.lists().named(names, stored.tenant().id());
        TenantState active = surroundings.get().judging(stored, lists);
        return new Sides(active, active.withPolicy(policy));
    }

    private ObservedReport report(
            TenantId tenant, Sides sides, Window window, int losers, Instant now) {
        ObservedTraffic traffic =
                cache.get(
                        tenant,
                        window,
                        sides.active().geoData(),
                        sides.active().nat64Prefixes(),
                        now);
        Comparison comparison = traffic.compare(sides.active(), sides.proposed());
        Shares shares = comparison.shares();
        ObservationExtent extent = store.extent(tenant);
        return new ObservedReport(
                window,
                traffic.loadedAt(),
                sides.active().revision(),
                comparison.columns().size(),
                comparison.after().judgedRows(),
                comparison.tally(),
                shares.byPrincipal(NAMED),
                shares.byClient(NAMED),
                shares.byNetwork(NAMED),
                shares.byCountry(NAMED),
                shares.byAsn(NAMED),
                shares.byChannel(NAMED),
                losers(comparison, losers),
                extent,
                Cautions.ofObserved(sides.proposed(), extent.identified().decisions() == 0));
    }
}
