package dev.sallyport.control.finding;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is odd about a policy or a list. Pure; takes time in proportion to the entries and the
 * logarithm of their number.
 */
public final class PolicyFindings {

    private final Map<ListName, NetworkList> lists;
    private final FindingTerms terms;
    private final Findings.Builder found;

    private PolicyFindings(
            Map<ListName, NetworkList> lists, FindingTerms terms, @Nullable EntryId only) {
        this.lists = lists;
        this.terms = terms;
        this.found = new Findings.Builder(only);
    }

    /**
     * Returns what is odd about a policy.
     *
     * @param lists those of the lists it names that there are; they count for how much a rule
     *     admits, and are not looked at themselves
     */
    public static Findings of(Policy policy, Map<ListName, NetworkList> lists, FindingTerms terms) {
        return of(policy, lists, terms, null);
    }

    /** Returns what is odd about one entry of a policy. */
    public static Findings ofEntry(
            Policy policy, Map<ListName, NetworkList> lists, FindingTerms terms, EntryId entry) {
        return of(policy, lists, terms, entry);
    }

    private static Findings of(
            Policy policy,
            Map<ListName, NetworkList> lists,
            FindingTerms terms,
            @Nullable EntryId only) {
        PolicyFindings findings = new PolicyFindings(lists, terms, only);
        for (int i = 0; i < policy.rules().size(); i++) {
            findings.rule("/rules/" + i, policy.rules().get(i));
        }
        FeedBreadth.find(
                policy,
                lists,
                terms.now(),
                (place, sentence) ->
                        findings.found.add(
                                FindingCode.FEED_TOO_LARGE,
                                "/rules/" + place.rule() + "/sources",
                                place.entry().id(),
                                () -> sentence,
                                () ->
                                        "name the region and service that are meant, or the few"
                                                + " addresses that are yours"));
        return findings.found.build();
    }

    /** Returns what is odd about the entries of a list; pointers are into its document. */
    public static Findings of(NetworkList list, FindingTerms terms) {
        Findings.Builder found = new Findings.Builder(null);
        new EntryScan(terms, found).scan("/entries", list.entries(), false);
        return found.build();
    }

    private void rule(String pointer, Rule rule) {
        boolean allows = rule.effect() == Effect.ALLOW;
        EntryScan scan = new EntryScan(terms, found);
        scan.scan(pointer + "/sources", rule.sources(), allows);
        scan.scan(pointer + "/except", rule.except(), false);
        if (allows && rule.life().enabled() && !rule.life().isPast(terms.now())) {
            breadth(pointer + "/sources", rule);
        }
    }

    /* All sources together: two halves of everything are everything. */
    private void breadth(String pointer, Rule rule) {
        for (Entry entry : rule.sources()) {
            if (entry.source() instanceof Source.Any && entry.life().isLive(terms.now())) {
                found.add(
                        FindingCode.TOO_BROAD,
                        pointer,
                        entry.id(),
                        () -> "rule `" + rule.id() + "` admits everybody",
                        () -> "name the networks that people really come from");
                return;
            }
        }
        IpSet union = Ranges.union(rule.sources(), lists, terms.now());
        for (IpFamily family : IpFamily.values()) {
            BigInteger size = size(union, family);
            if (size.compareTo(terms.breadth().most(family)) > 0) {
                found.add(
                        FindingCode.TOO_BROAD,
                        pointer,
                        null,
                        () ->
                                "the sources of rule `%s` admit %s of all %s addresses together"
                                        .formatted(rule.id(), share(size, family), name(family)),
                        () -> "name the networks that people really come from");
            }
        }
    }

    static BigInteger size(IpSet set, IpFamily family) {
        return set.ranges().stream()
                .filter(range -> range.family() == family)
                .map(IpRange::size)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static String share(BigInteger size, IpFamily family) {
        double share = size.doubleValue() / Math.pow(2, family.bits());
        return share >= 0.001
                ? String.format(Locale.ROOT, "%.1f %%", share * 100)
                : "more than one in " + (long) Math.min(1e15, Math.ceil(1 / share));
    }

    private static String name(IpFamily family) {
        return switch (family) {
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
        };
    }

    /** Returns what rules of a policy admit or refuse when all their live entries are joined. */
    public static List<Aggregation> aggregated(
            Policy policy, Map<ListName, NetworkList> lists, FindingTerms terms) {
        return policy.rules().stream()
                .flatMap(rule -> Aggregation.of(rule, lists, terms.now()))
                .toList();
    }
}
