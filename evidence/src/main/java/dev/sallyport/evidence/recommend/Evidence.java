package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.evidence.column.ObservationColumns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Who came successfully from where, and on which days: what a proposal is made of. A unit is an
 * IPv4 address or an IPv6 /64. Only users and programs that something trusted vouches for by name
 * count, and only requests that were not refused; how many requests they made does not. Immutable
 * and safe for use by many threads.
 */
public final class Evidence {

    /*
     * One unit. The days of each principal are bits, bit n being the nth day before the last day of all evidence.
     */
    record Unit(IpPrefix prefix, Map<PrincipalReference, Long> days) {

        /** Returns on how many days somebody came. */
        int daysOfAnybody() {
            long all = 0;
            for (long own : days.values()) {
                all |= own;
            }
            return Long.bitCount(all);
        }

        /** Returns on how many days each came, added up. */
        long weight() {
            long weight = 0;
            for (long own : days.values()) {
                weight += Long.bitCount(own);
            }
            return weight;
        }

        IpAddress first() {
            return prefix.first();
        }
    }

    private final List<Unit> units;
    private final long foldedRequests;

    private Evidence(List<Unit> units, long foldedRequests) {
        this.units = List.copyOf(units);
        this.foldedRequests = foldedRequests;
    }

    /** Returns the evidence that all rows of some columns give. */
    public static Evidence of(ObservationColumns columns) {
        return of(columns, row -> true);
    }

    /**
     * Returns the evidence that some rows of some columns give, for instance those that a candidate
     * denies.
     *
     * @param columns the rows
     * @param counts whether a row, by its number, counts
     */
    public static Evidence of(ObservationColumns columns, IntPredicate counts) {
        long lastDay = Long.MIN_VALUE;
        for (int row = 0; row < columns.size(); row++) {
            lastDay = Math.max(lastDay, columns.lastDay(row));
        }
        TreeMap<IpPrefix, Map<PrincipalReference, Long>> found = new TreeMap<>();
        long folded = 0;
        for (int row = 0; row < columns.size(); row++) {
            IpPrefix network = columns.network(row);
            Principal principal = columns.principal(row);
            String id = principal.id();
            if (network == null
                    || id == null
                    || !isKnown(principal)
                    || columns.wasRefused(row)
                    || !counts.test(row)) {
                continue;
            }
            if (columns.isFolded(row)) {
                folded += columns.requests(row);
                continue;
            }
            long distance = lastDay - columns.lastDay(row);
            long days = distance < Long.SIZE ? columns.dayBits(row) << distance : 0;
            if (days != 0) {
                found.computeIfAbsent(network, ignored -> new HashMap<>())
                        .merge(
                                new PrincipalReference(principal.kind(), id),
                                days,
                                (one, other) -> one | other);
            }
        }
        return new Evidence(
                found.entrySet().stream()
                        .map(entry -> new Unit(entry.getKey(), Map.copyOf(entry.getValue())))
                        .toList(),
                folded);
    }

    private static boolean isKnown(Principal principal) {
        return principal.kind() == PrincipalKind.USER || principal.kind() == PrincipalKind.CLIENT;
    }

    /* In ascending order. */
    List<Unit> units() {
        return units;
    }

    /** Returns how many units there are. */
    public int size() {
        return units.size();
    }

    /** Returns how much evidence there is: on how many days each came to each unit, added up. */
    public long weight() {
        return units.stream().mapToLong(Unit::weight).sum();
    }

    /**
     * Returns how many requests would be evidence if their addresses were still told apart; nothing
     * is proposed for them.
     */
    public long foldedRequests() {
        return foldedRequests;
    }
}
