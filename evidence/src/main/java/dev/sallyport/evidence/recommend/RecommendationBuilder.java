package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/* Says what a cover comes to for all evidence, also for what it was not made of. Not thread-safe. */
final class RecommendationBuilder {

    private static final int IPV4_LENGTH = 24;
    private static final int IPV6_LENGTH = 48;

    private static final Comparator<PrincipalReference> BY_NAME =
            Comparator.comparing(PrincipalReference::kind).thenComparing(PrincipalReference::id);

    /* What came from one place. */
    private static final class Place {
        private long weight;
        private int units;
        private final Set<PrincipalReference> people = new HashSet<>();

        private void add(Evidence.Unit unit) {
            weight += unit.weight();
            units++;
            people.addAll(unit.days().keySet());
        }
    }

    private final Terms terms;
    private final SharedEgress shared;
    private final Cover cover;
    private final Map<PrincipalReference, long[]> people = new HashMap<>();
    private final TreeMap<IpPrefix, Place> networks = new TreeMap<>();
    private final TreeMap<String, Place> labels = new TreeMap<>();
    private final Place[] entries;
    private long covered;
    private long total;
    private long once;

    RecommendationBuilder(Terms terms, SharedEgress shared, Cover cover) {
        this.terms = terms;
        this.shared = shared;
        this.cover = cover;
        entries = new Place[cover.prefixes().size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Place();
        }
    }

    Recommendation build(Evidence evidence) {
        // Units and entries are both ascending, and no entry holds another.
        int entry = 0;
        for (Evidence.Unit unit : evidence.units()) {
            while (entry < entries.length
                    && cover.prefixes().get(entry).last().compareTo(unit.first()) < 0) {
                entry++;
            }
            boolean isInside =
                    entry < entries.length && cover.prefixes().get(entry).contains(unit.first());
            add(unit, isInside ? entries[entry] : null);
        }
        return new Recommendation(
                proposed(),
                covered,
                total,
                cover.space(),
                leftOutPeople(),
                leftOutNetworks(),
                labels.entrySet().stream()
                        .map(label ->
                                new Recommendation.Shared(
                                        label.getKey(),
                                        label.getValue().weight,
                                        label.getValue().units,
                                        label.getValue().people.size()))
                        .toList(),
                once,
                evidence.foldedRequests());
    }

    private void add(Evidence.Unit unit, @Nullable Place inside) {
        long weight = unit.weight();
        total += weight;
        if (unit.daysOfAnybody() < terms.minimumDays()) {
            once += weight;
        }
        unit.days()
                .forEach((person, days) -> {
                    long[] own = people.computeIfAbsent(person, ignored -> new long[2]);
                    own[1] += Long.bitCount(days);
                    own[0] += inside == null ? Long.bitCount(days) : 0;
                });
        if (inside != null) {
            inside.add(unit);
            covered += weight;
            return;
        }
        String label = shared.label(unit.prefix());
        if (label != null) {
            labels.computeIfAbsent(label, ignored -> new Place()).add(unit);
            return;
        }
        int length = unit.first().family() == IpFamily.IPV4 ? IPV4_LENGTH : IPV6_LENGTH;
        networks.computeIfAbsent(IpPrefix.around(unit.first(), length), ignored -> new Place())
                .add(unit);
    }

    private List<Recommendation.Entry> proposed() {
        List<Recommendation.Entry> proposed = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            IpPrefix prefix = cover.prefixes().get(i);
            Place place = entries[i];
            proposed.add(
                    new Recommendation.Entry(
                            prefix,
                            place.weight,
                            PrefixTree.space(prefix.family(), prefix.length()),
                            place.units,
                            place.people.size()));
        }
        return proposed;
    }

    private List<Recommendation.LeftOutPerson> leftOutPeople() {
        return people.entrySet().stream()
                .filter(person -> person.getValue()[0] > 0)
                .map(person ->
                        new Recommendation.LeftOutPerson(
                                person.getKey(), person.getValue()[0], person.getValue()[1]))
                .sorted(
                        Comparator.comparingLong(Recommendation.LeftOutPerson::leftOut)
                                .reversed()
                                .thenComparing(Recommendation.LeftOutPerson::principal, BY_NAME))
                .toList();
    }

    private List<Recommendation.LeftOutNetwork> leftOutNetworks() {
        return networks.entrySet().stream()
                .map(network ->
                        new Recommendation.LeftOutNetwork(
                                network.getKey(),
                                network.getValue().weight,
                                network.getValue().people.size()))
                .sorted(
                        Comparator.comparingLong(Recommendation.LeftOutNetwork::weight)
                                .reversed()
                                .thenComparing(Recommendation.LeftOutNetwork::network))
                .toList();
    }
}
