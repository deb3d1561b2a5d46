package dev.sallyport.control.finding;

import dev.sallyport.control.edit.EntryPlace;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the live entries at one place of a rule name together, in the fewest prefixes that hold
 * exactly those addresses: beside the entries as they were written, never instead of them, and
 * never wider. Entries by country, origin or any name no addresses and are left out.
 *
 * @param rule the rule
 * @param place which of its entries
 * @param entries how many entries there are as they were written
 * @param prefixes the first {@link #MAX_PREFIXES} prefixes, in ascending order
 * @param prefixCount how many prefixes there are altogether
 * @param ipv4Addresses how many IPv4 addresses
 * @param ipv6Addresses how many IPv6 addresses
 */
public record Aggregation(
        RuleId rule,
        EntryPlace place,
        int entries,
        List<IpPrefix> prefixes,
        int prefixCount,
        BigInteger ipv4Addresses,
        BigInteger ipv6Addresses) {

    /** How many prefixes are named. */
    public static final int MAX_PREFIXES = 100;

    /** Copies the prefixes. */
    public Aggregation {
        prefixes = List.copyOf(prefixes);
    }

    /** Returns the places of a rule that have entries. */
    static Stream<Aggregation> of(Rule rule, Map<ListName, NetworkList> lists, Instant now) {
        return Stream.of(
                        of(rule.id(), EntryPlace.SOURCES, rule.sources(), lists, now),
                        of(rule.id(), EntryPlace.EXCEPT, rule.except(), lists, now))
                .filter(aggregation -> aggregation.entries() > 0);
    }

    private static Aggregation of(
            RuleId rule,
            EntryPlace place,
            List<Entry> entries,
            Map<ListName, NetworkList> lists,
            Instant now) {
        IpSet union = Ranges.union(entries, lists, now);
        List<IpPrefix> prefixes = union.prefixes();
        return new Aggregation(
                rule,
                place,
                entries.size(),
                prefixes.subList(0, Math.min(prefixes.size(), MAX_PREFIXES)),
                prefixes.size(),
                PolicyFindings.size(union, IpFamily.IPV4),
                PolicyFindings.size(union, IpFamily.IPV6));
    }
}
