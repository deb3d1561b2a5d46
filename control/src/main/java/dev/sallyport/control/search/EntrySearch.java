package dev.sallyport.control.search;

import dev.sallyport.control.edit.EntryPlace;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds every entry that contains an address or a whole prefix, live or not. Entries in doubt
 * (semantics section 3) do not contain it. By country and origin single addresses are found only: a
 * prefix may lie in several.
 */
public final class EntrySearch {

    /* Of one list named by many rules, so many entries are paired with each of them; the others are counted. */
    private static final int MAX_OF_LIST = 100;

    /* What of a list contains the address: the most specific, and how many there are. */
    private record Matches(List<Entry> first, int count) {}

    private final Map<ListName, NetworkList> lists;
    private final IpPrefix searched;
    private final IpRange range;
    private final @Nullable CountryCode country;
    private final long asn;
    private final GeoData geoData;
    private final Instant now;
    private final Map<ListName, Matches> ofLists = new HashMap<>();
    private final PriorityQueue<EntryHit> best =
            new PriorityQueue<>(EntryHit.MOST_SPECIFIC_FIRST.reversed());
    private long count;

    private EntrySearch(
            Map<ListName, NetworkList> lists, GeoData geoData, IpPrefix searched, Instant now) {
        this.lists = lists;
        this.geoData = geoData;
        this.searched = searched;
        this.range = searched.toRange();
        this.now = now;
        IpAddress address = searched.first();
        boolean isOne = searched.length() == searched.family().bits();
        country =
                isOne && geoData.hasCountries(searched.family()) ? geoData.country(address) : null;
        asn = isOne && geoData.hasAsns(searched.family()) ? geoData.asn(address) : 0;
    }

    /**
     * Returns the entries of a policy, of a draft and of the lists they name that contain {@code
     * searched}.
     *
     * @param draft the draft beside the policy, or null
     * @param lists those of the lists that there are
     * @param now what is live is meant of this instant
     */
    public static SearchReport search(
            Policy policy,
            @Nullable Policy draft,
            Map<ListName, NetworkList> lists,
            GeoData geoData,
            IpPrefix searched,
            Instant now) {
        EntrySearch search = new EntrySearch(lists, geoData, searched, now);
        search.look(policy, false);
        if (draft != null) {
            search.look(draft, true);
        }
        return search.report();
    }

    private SearchReport report() {
        List<EntryHit> hits = best.stream().sorted(EntryHit.MOST_SPECIFIC_FIRST).toList();
        return new SearchReport(
                searched, country, asn == 0 ? null : asn, geoData.edition(), hits, count);
    }

    private void look(Policy policy, boolean inDraft) {
        for (Rule rule : policy.rules()) {
            look(rule, EntryPlace.SOURCES, rule.sources(), inDraft);
            look(rule, EntryPlace.EXCEPT, rule.except(), inDraft);
        }
    }

    private void look(Rule rule, EntryPlace place, List<Entry> entries, boolean inDraft) {
        for (Entry entry : entries) {
            if (entry.source() instanceof Source.ListReference(ListName name)) {
                Matches matches = ofLists.computeIfAbsent(name, this::ofList);
                matches.first().forEach(inner -> add(hit(rule, place, entry, inner, inDraft)));
                count += matches.count() - matches.first().size();
            } else if (contains(entry.source())) {
                add(hit(rule, place, entry, null, inDraft));
            }
        }
    }

    private EntryHit hit(
            Rule rule, EntryPlace place, Entry entry, @Nullable Entry inner, boolean inDraft) {
        Idleness idle =
                Idleness.ofRule(rule.life(), rule.onTrial(), now)
                        .or(() -> Idleness.ofEntry(entry.life(), now))
                        .or(() ->
                                Optional.ofNullable(inner)
                                        .flatMap(each -> Idleness.ofListEntry(each.life(), now)))
                        .orElse(null);
        return new EntryHit(inDraft, rule.id(), place, rule.effect(), entry, inner, idle);
    }

    private void add(EntryHit hit) {
        count++;
        best.add(hit);
        if (best.size() > SearchReport.MAX_HITS) {
            best.remove();
        }
    }

    private Matches ofList(ListName name) {
        NetworkList list = lists.get(name);
        if (list == null) {
            return new Matches(List.of(), 0);
        }
        List<Entry> all =
                list.entries().stream().filter(entry -> contains(entry.source())).toList();
        List<Entry> first =
                all.stream().sorted(MostSpecific.ENTRY_FIRST).limit(MAX_OF_LIST).toList();
        return new Matches(first, all.size());
    }

    private boolean contains(Source source) {
        return switch (source) {
            case Source.Network(var prefix) -> prefix.contains(searched);
            case Source.Range(var other) ->
                    other.contains(range.first()) && other.contains(range.last());
            case Source.Country(var code) -> code.equals(country);
            case Source.Asn(var number) -> number == asn;
            case Source.ListReference ignored -> false;
            case Source.Any ignored -> true;
        };
    }
}
