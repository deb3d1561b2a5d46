package dev.sallyport.control.whatif;

import dev.sallyport.control.whatif.MergedEntries.MergedEntry;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/* Finds a few entries that admit many losers, and proves by judging the changed policy how many. */
final class MergeSearch {

    /* Losers of one group take the same entries in the same places. */
    private record Group(List<Placement> placements, Channel channel, PrincipalKind kind) {}

    private final TenantSnapshot before;
    private final long epochMillis;
    private final Segments segments;

    MergeSearch(TenantSnapshot before, long epochMillis) {
        this.before = before;
        this.epochMillis = epochMillis;
        this.segments = new Segments(before.state());
    }

    /**
     * Returns at most {@code limit} entries for each group of losers, those that would admit most
     * requests; the group that loses most requests first.
     */
    List<MergedEntries> find(List<Loser> losers, int limit) {
        Map<Group, List<Loser>> groups = new HashMap<>();
        for (Loser loser : losers) {
            if (loser.rescue() instanceof Rescue.ByEntry rescue) {
                Traffic traffic = loser.traffic();
                Group group =
                        new Group(
                                rescue.placements(), traffic.channel(), traffic.principal().kind());
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(loser);
            }
        }
        return groups.entrySet().stream()
                .map(entry -> merge(entry.getKey(), entry.getValue(), limit))
                .sorted(
                        Comparator.comparingLong(MergeSearch::requests)
                                .reversed()
                                .thenComparing(merged -> merged.placements().toString())
                                .thenComparing(merged -> merged.channel().label()))
                .toList();
    }

    private static long requests(MergedEntries merged) {
        return merged.entries().stream().mapToLong(MergedEntry::requests).sum();
    }

    private MergedEntries merge(Group group, List<Loser> losers, int limit) {
        List<IpPrefix> entries = busiest(losers, limit);
        PolicyChange change = new PolicyChange(before.state());
        entries.forEach(entry -> change.add(entry, group.placements()));
        TenantSnapshot after = change.compile(epochMillis);
        // Losers of a group differ in nothing that rules look at.
        Facts facts = Facts.of(losers.getFirst().traffic());

        int[] clients = new int[entries.size()];
        long[] requests = new long[entries.size()];
        for (Loser loser : losers) {
            Traffic traffic = loser.traffic();
            int entry = indexOf(entries, traffic.network());
            if (entry >= 0
                    && Facts.of(traffic).isAllowed(after, traffic.network().first(), epochMillis)) {
                clients[entry]++;
                requests[entry] += traffic.requests();
            }
        }
        List<MergedEntry> merged = new ArrayList<>();
        for (int i = 0; i < clients.length; i++) {
            Opening opening =
                    segments.count(entries.get(i), address -> opens(facts, after, address));
            merged.add(new MergedEntry(entries.get(i), clients[i], requests[i], opening));
        }
        merged.sort(
                Comparator.comparingLong(MergedEntry::requests)
                        .reversed()
                        .thenComparing(MergedEntry::entry));
        return new MergedEntries(group.placements(), group.channel(), group.kind(), merged);
    }

    /* The merged networks of the losers with most requests, in ascending order. */
    private static List<IpPrefix> busiest(List<Loser> losers, int limit) {
        List<IpPrefix> merged =
                PrefixMerger.merge(
                        losers.stream().map(loser -> loser.traffic().network()).toList(), limit);
        long[] requests = new long[merged.size()];
        for (Loser loser : losers) {
            requests[indexOf(merged, loser.traffic().network())] += loser.traffic().requests();
        }
        return IntStream.range(0, requests.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> requests[i]).reversed())
                .limit(limit)
                .map(merged::get)
                .sorted()
                .toList();
    }

    /* The entry that contains the network, or -1. INVARIANT: the entries are sorted and disjoint. */
    private static int indexOf(List<IpPrefix> entries, IpPrefix network) {
        int low = 0;
        int high = entries.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (entries.get(middle).first().compareTo(network.first()) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return entries.get(low).contains(network) ? low : -1;
    }

    private boolean opens(Facts facts, TenantSnapshot after, IpAddress address) {
        return !facts.isAllowed(before, address, epochMillis)
                && facts.isAllowed(after, address, epochMillis);
    }
}
