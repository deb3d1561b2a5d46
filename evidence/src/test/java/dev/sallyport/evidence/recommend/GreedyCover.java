package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/* What one would do without thinking further, in two ways, with the evidence and the limits that the recommender has. */
final class GreedyCover {

    private GreedyCover() {}

    /**
     * Takes again and again the network that adds most weight and still fits into what is left of
     * the budget: the textbook's greedy cover. Networks are written as people write them, of any
     * length the budget allows and the shorter of two that add the same.
     */
    static Cover heaviestFirst(SortedMap<IpPrefix, Long> units, Budget budget) {
        TreeMap<IpPrefix, Long> left = new TreeMap<>(units);
        List<IpPrefix> taken = new ArrayList<>();
        long space = 0;
        long weight = 0;
        while (taken.size() < budget.entries()) {
            Map<IpPrefix, Long> added = new HashMap<>();
            for (Map.Entry<IpPrefix, Long> unit : left.entrySet()) {
                IpPrefix prefix = unit.getKey();
                for (int length = budget.shortest(prefix.family());
                        length <= prefix.length();
                        length++) {
                    IpPrefix network = IpPrefix.around(prefix.address(), length);
                    if (space + size(network) <= budget.space()) {
                        added.merge(network, unit.getValue(), Long::sum);
                    }
                }
            }
            IpPrefix best =
                    added.entrySet().stream()
                            .max(
                                    Map.Entry.<IpPrefix, Long>comparingByValue()
                                            .thenComparingInt(network -> -network.getKey().length())
                                            .thenComparing(Map.Entry::getKey))
                            .map(Map.Entry::getKey)
                            .orElse(null);
            if (best == null) {
                break;
            }
            taken.add(best);
            space += size(best);
            weight += added.getOrDefault(best, 0L);
            left.keySet().removeIf(best::contains);
        }
        return new Cover(taken.stream().sorted().toList(), weight, space);
    }

    /**
     * Begins with every unit, and for as long as there are too many prefixes merges the pair of
     * neighbours that opens least; where none may be merged, leaves out the prefix with least
     * weight.
     */
    static Cover cheapestMerge(SortedMap<IpPrefix, Long> units, Budget budget) {
        List<IpPrefix> prefixes = new ArrayList<>(units.keySet());
        List<Long> weights = new ArrayList<>(units.values());
        while (prefixes.size() > budget.entries()) {
            IpPrefix cheapest = null;
            int at = 0;
            long least = Long.MAX_VALUE;
            for (int i = 0; i + 1 < prefixes.size(); i++) {
                IpPrefix merged = merged(prefixes.get(i), prefixes.get(i + 1), budget);
                if (merged != null) {
                    long opened = size(merged) - size(prefixes.get(i)) - size(prefixes.get(i + 1));
                    if (opened < least) {
                        least = opened;
                        cheapest = merged;
                        at = i;
                    }
                }
            }
            if (cheapest == null) {
                int lightest = weights.indexOf(Collections.min(weights));
                prefixes.remove(lightest);
                weights.remove(lightest);
                continue;
            }
            while (at > 0 && cheapest.contains(prefixes.get(at - 1))) {
                at--;
            }
            long weight = 0;
            while (at < prefixes.size() && cheapest.contains(prefixes.get(at))) {
                prefixes.remove(at);
                weight += weights.remove(at);
            }
            prefixes.add(at, cheapest);
            weights.add(at, weight);
        }
        return new Cover(
                prefixes,
                weights.stream().mapToLong(Long::longValue).sum(),
                prefixes.stream().mapToLong(GreedyCover::size).sum());
    }

    private static @Nullable IpPrefix merged(IpPrefix one, IpPrefix other, Budget budget) {
        if (one.family() != other.family()) {
            return null;
        }
        int length = Math.min(one.length(), other.length());
        while (length >= budget.shortest(one.family())) {
            IpPrefix prefix = IpPrefix.around(one.address(), length);
            if (prefix.contains(other)) {
                return prefix;
            }
            length--;
        }
        return null;
    }

    private static long size(IpPrefix prefix) {
        return PrefixTree.space(prefix.family(), prefix.length());
    }
}
