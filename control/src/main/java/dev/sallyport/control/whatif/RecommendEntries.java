package dev.sallyport.control.whatif;

import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.recommend.Evidence;
import dev.sallyport.evidence.recommend.Recommendation;
import dev.sallyport.evidence.recommend.Recommender;
import dev.sallyport.evidence.recommend.Terms;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The use case that proposes entries of an allow list from the successful traffic of known people
 * and programs. Applies nothing. Safe for use by several threads.
 */
public final class RecommendEntries {

    private final Transactions transactions;
    private final ColumnsCache cache;
    private final Supplier<Surroundings> surroundings;

    /**
     * Proposes from what {@code cache} holds or loads.
     *
     * @param surroundings what is loaded at the moment
     */
    public RecommendEntries(
            Transactions transactions, ColumnsCache cache, Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.cache = cache;
        this.surroundings = surroundings;
    }

    /** Returns what is proposed for a tenant from the traffic of a window. */
    public Outcome<Recommendation> recommend(
            TenantId tenant, Window window, RecommendQuestion question, Instant now) {
        return transactions
                .<Outcome<Map<String, IpSet>>>read(repositories ->
                        repositories.tenants().find(tenant).isEmpty()
                                ? Tenants.unknown(tenant)
                                : Outcome.done(SharedLists.of(repositories, now)))
                .map(shared -> {
                    Surroundings around = surroundings.get();
                    ObservedTraffic traffic =
                            cache.get(
                                    tenant, window, around.geoData(), around.nat64Prefixes(), now);
                    return Recommender.recommend(
                            Evidence.of(traffic.columns()),
                            new Terms(
                                    question.budget(),
                                    question.minimumDays(),
                                    shared,
                                    question.wanted()));
                });
    }
}
