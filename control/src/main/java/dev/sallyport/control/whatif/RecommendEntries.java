package dev.sallyport.control.whatif;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListSummary;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.recommend.Evidence;
import dev.sallyport.evidence.recommend.Recommendation;
import dev.sallyport.evidence.recommend.Recommender;
import dev.sallyport.evidence.recommend.Terms;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The use case that proposes entries of an allow list from the successful traffic of known people
 * and programs. Applies nothing. Safe for use by several threads.
 */
public final class RecommendEntries {

    /**
     * Lists of the operator whose names say that strangers share their addresses; each is a label
     * under its own name.
     */
    public static final Pattern SHARED_LIST =
            Pattern.compile("platform:.*(relay|cloud|vpn|proxy|proxies|tor|hosting).*");

    private static final int PAGE = 500;

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
                                : Outcome.done(shared(repositories, now)))
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

    private static Map<String, IpSet> shared(Repositories repositories, Instant now) {
        Map<String, IpSet> shared = new HashMap<>();
        ListName after = null;
        List<ListSummary> page = repositories.lists().page(null, after, PAGE);
        while (!page.isEmpty()) {
            for (ListSummary summary : page) {
                ListId id = summary.id();
                if (SHARED_LIST.matcher(id.name().value()).matches()) {
                    repositories
                            .lists()
                            .find(id)
                            .map(StoredList::list)
                            .ifPresent(list -> shared.put(id.name().value(), networks(list, now)));
                }
            }
            page = repositories.lists().page(null, page.getLast().id().name(), PAGE);
        }
        return shared;
    }

    private static IpSet networks(NetworkList list, Instant now) {
        IpSet.Builder networks = IpSet.builder();
        for (Entry entry : list.entries()) {
            if (!entry.life().isLive(now)) {
                continue;
            }
            switch (entry.source()) {
                case Source.Network(var prefix) -> networks.add(prefix);
                case Source.Range(var range) -> networks.add(range);
                case Source.Country ignored -> {}
                case Source.Asn ignored -> {}
                case Source.ListReference ignored -> {}
                case Source.Any ignored -> {}
            }
        }
        return networks.build();
    }
}
