package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/* Sums traffic up. Not thread-safe. */
final class ReportBuilder {

    private static final int IPV4_NETWORK = 24;
    private static final int IPV6_NETWORK = 48;

    private static final Comparator<Traffic> BUSIEST_LAST =
            Comparator.comparingLong(Traffic::requests)
                    .thenComparing(Traffic::network, Comparator.reverseOrder());

    /* Sorting is stable: among equals the order by network stays. */
    private static final Comparator<Loser> MOST_REQUESTS_FIRST =
            Comparator.comparingLong((Loser loser) -> loser.traffic().requests()).reversed();

    /* What is said of one network or person. */
    private static final class Sum {
        private long denied;
        private long allowed;
        private int clients;
        private @Nullable Sighting seen;

        void deny(Traffic traffic) {
            denied += traffic.requests();
            clients++;
            Sighting other = traffic.seen();
            if (other != null) {
                seen = seen == null ? other : seen.union(other);
            }
        }
    }

    private static final class AllowedSum {
        private long requests;
        private long clients;
    }

    private final TenantState state;
    private final int busiest;
    private final List<Traffic> denied = new ArrayList<>();
    private final Map<String, Sum> people = new HashMap<>();
    private final Map<Reason, AllowedSum> admissions = new HashMap<>();
    private final PriorityQueue<Traffic> busiestAllowed = new PriorityQueue<>(BUSIEST_LAST);
    private boolean somethingSeen;
    private long allowedRequests;
    private long deniedRequests;

    ReportBuilder(TenantState state, int busiest) {
        this.state = state;
        this.busiest = busiest;
    }

    void add(Traffic traffic) {
        somethingSeen = true;
        String person = traffic.principal().id();
        Sum sum = person == null ? null : people.computeIfAbsent(person, id -> new Sum());
        if (traffic.verdict().evaluated() == Effect.DENY) {
            deniedRequests += traffic.requests();
            denied.add(traffic);
            if (sum != null) {
                sum.deny(traffic);
            }
            return;
        }
        allowedRequests += traffic.requests();
        if (sum != null) {
            sum.allowed += traffic.requests();
        }
        AllowedSum admission =
                admissions.computeIfAbsent(traffic.verdict().reason(), reason -> new AllowedSum());
        admission.requests += traffic.requests();
        admission.clients++;
        busiestAllowed.add(traffic);
        if (busiestAllowed.size() > busiest) {
            busiestAllowed.poll();
        }
    }

    WhatIfReport build(RescueSearch rescues, MergeSearch merges, int mergedLimit) {
        // Whoever sorts by network after this finds it done.
        denied.sort(ReportBuilder::byNetwork);
        List<Rescue> found = rescues.find(denied);
        List<Loser> losers = new ArrayList<>(denied.size());
        for (int i = 0; i < found.size(); i++) {
            losers.add(new Loser(denied.get(i), found.get(i)));
        }
        List<MergedEntries> merged = merges.find(losers, mergedLimit);
        losers.sort(MOST_REQUESTS_FIRST);
        return new WhatIfReport(
                allowedRequests,
                deniedRequests,
                losers,
                networks(),
                peopleLosses(),
                people.size(),
                merged,
                admissions(),
                busiestAllowed.stream().sorted(BUSIEST_LAST.reversed()).toList(),
                Cautions.of(state, somethingSeen && people.isEmpty()));
    }

    private static int byNetwork(Traffic one, Traffic other) {
        int byNetwork = one.network().compareTo(other.network());
        if (byNetwork != 0) {
            return byNetwork;
        }
        int byChannel = one.channel().label().compareTo(other.channel().label());
        return byChannel != 0
                ? byChannel
                : String.valueOf(one.principal().id())
                        .compareTo(String.valueOf(other.principal().id()));
    }

    private List<NetworkLoss> networks() {
        Map<IpPrefix, Sum> sums = new HashMap<>();
        IpPrefix last = null;
        for (Traffic traffic : denied) {
            Sum sum = sums.computeIfAbsent(around(traffic.network()), network -> new Sum());
            sum.deny(traffic);
            if (traffic.network().equals(last)) {
                // The same client with another user or at another door.
                sum.clients--;
            }
            last = traffic.network();
        }
        List<NetworkLoss> networks = new ArrayList<>();
        sums.forEach((network, sum) ->
                networks.add(new NetworkLoss(network, sum.denied, sum.clients, sum.seen)));
        networks.sort(
                Comparator.comparingLong(NetworkLoss::requests)
                        .reversed()
                        .thenComparing(NetworkLoss::network));
        return networks;
    }

    private static IpPrefix around(IpPrefix network) {
        int length = network.address().isIpv4() ? IPV4_NETWORK : IPV6_NETWORK;
        return network.length() <= length ? network : IpPrefix.around(network.address(), length);
    }

    private List<PersonLoss> peopleLosses() {
        List<PersonLoss> losses = new ArrayList<>();
        people.forEach((id, sum) -> {
            if (sum.denied > 0) {
                losses.add(new PersonLoss(id, sum.denied, sum.allowed, sum.clients, sum.seen));
            }
        });
        losses.sort(
                Comparator.comparing((PersonLoss loss) -> loss.allowed() > 0)
                        .thenComparing(Comparator.comparingLong(PersonLoss::denied).reversed())
                        .thenComparing(PersonLoss::id));
        return losses;
    }

    private List<Admission> admissions() {
        List<Admission> all = new ArrayList<>();
        admissions.forEach(
                (reason, sum) -> all.add(new Admission(reason, sum.requests, sum.clients)));
        all.sort(
                Comparator.comparingLong(Admission::requests)
                        .reversed()
                        .thenComparing(admission -> admission.reason().toString()));
        return all;
    }
}
