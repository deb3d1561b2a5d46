package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Proposes entries of an allow list from evidence, under a budget. Stateless and safe for use by
 * many threads.
 *
 * <p>Among all sets of at most so many prefixes, none shorter than the budget allows, none with an
 * address that strangers share, it takes the one with the most weight; of equal weight that with
 * the least space, then that with the fewest entries. If that opens more than the budget allows,
 * every unit of space has to bring a price in weight, and the price is the smallest at which the
 * best set fits. So for whatever is proposed: no set of as many entries that opens no more covers
 * more (ADR 23).
 */
public final class Recommender {

    private Recommender() {}

    /** Returns what is proposed. */
    public static Recommendation recommend(Evidence evidence, Terms terms) {
        SharedEgress shared = new SharedEgress(terms);
        List<IpPrefix> units = new ArrayList<>();
        List<Long> weights = new ArrayList<>();
        for (Evidence.Unit unit : evidence.units()) {
            if (unit.daysOfAnybody() >= terms.minimumDays() && !shared.overlaps(unit.prefix())) {
                units.add(unit.prefix());
                weights.add(unit.weight());
            }
        }
        Cover cover =
                cover(
                        units,
                        weights.stream().mapToLong(Long::longValue).toArray(),
                        terms.budget(),
                        shared);
        return new RecommendationBuilder(terms, shared, cover).build(evidence);
    }

    private static Cover cover(
            List<IpPrefix> units, long[] weights, Budget budget, SharedEgress shared) {
        PrefixTree tree =
                new PrefixTree(units, weights, budget, prefix -> !shared.overlaps(prefix));
        return PriceSearch.cover(new CoverSearch(tree, budget.entries()), budget.space());
    }
}
