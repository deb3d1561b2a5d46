package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpSet;
import java.util.Map;
import java.util.Set;

/**
 * On what terms a proposal is made.
 *
 * @param budget what it may cost
 * @param minimumDays on how many days somebody must have come from an address before it counts as
 *     evidence, 1 to 64; with 2, an address seen on one day only makes no entry
 * @param shared addresses that strangers share, by label, such as relays, clouds or VPN services;
 *     those of RFC 6598 and private ones are known besides
 * @param wanted labels that are proposed like any other address
 */
public record Terms(Budget budget, int minimumDays, Map<String, IpSet> shared, Set<String> wanted) {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if the number of days is out of range
     */
    public Terms {
        shared = Map.copyOf(shared);
        wanted = Set.copyOf(wanted);
        if (minimumDays < 1 || minimumDays > Long.SIZE) {
            throw new IllegalArgumentException("evidence is asked for on 1 to 64 days");
        }
    }

    /** Returns terms with a budget, evidence of two days or more, and no labels of one's own. */
    public static Terms of(Budget budget) {
        return new Terms(budget, 2, Map.of(), Set.of());
    }
}
