package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/*
 * Judges rows of networks whose addresses are no longer told apart: the ruling that holds for every address of the network,
 * or that there is none. One address of each interval stands for it; where a country or origin is named and data is loaded,
 * every address is looked at if they are few, because borders of geo data are not known here. IPv6 networks that embed IPv4
 * addresses have doubts of their own for each address.
 */
final class FoldedJudge {

    /** What one address of the network of a row comes to. */
    interface Decider {

        /** Returns what an address of any class comes to. */
        char decide(int row, IpAddress address);

        /** Returns what an address of a class comes to where countries and origins do not count. */
        char decide(int row, IpAddress address, int classNumber);
    }

    /* How many addresses are looked at one by one; a /24. */
    private static final int FEW_BITS = 8;

    /* The networks of the well-known embedded forms, semantics section 3. */
    private static final List<IpPrefix> EMBEDDING =
            Stream.of(
                            "2002::/16",
                            "2001::/32",
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "::ffff:0:0:0/96",
                            "::/96")
                    .map(IpPrefix::parse)
                    .toList();

    private final ObservationColumns columns;
    private final Candidate candidate;
    private final Kinds kinds;
    private final Decider decider;
    private final List<IpPrefix> embedding;

    FoldedJudge(ObservationColumns columns, Candidate candidate, Kinds kinds, Decider decider) {
        this.columns = columns;
        this.candidate = candidate;
        this.kinds = kinds;
        this.decider = decider;
        embedding = new ArrayList<>(EMBEDDING);
        columns.nat64Prefixes.forEach(nat64 -> embedding.add(nat64.prefix()));
    }

    char judge(int row) {
        IpPrefix network = columns.folded[row - columns.undeterminedEnd];
        if (looksAtGeo(network.family())) {
            boolean areFew =
                    network.family() == IpFamily.IPV4
                            && IpFamily.IPV4.bits() - network.length() <= FEW_BITS;
            return areFew ? eachAddress(row, network) : Rulings.UNCERTAIN;
        }
        if (network.family() == IpFamily.IPV4) {
            return eachIpv4Interval(row, network);
        }
        return embeds(network) && candidate.looksAtIpv4()
                ? Rulings.UNCERTAIN
                : eachIpv6Interval(row, network);
    }

    private boolean looksAtGeo(IpFamily family) {
        return (kinds.namesCountries && columns.geoData.hasCountries(family))
                || (kinds.namesAsns && columns.geoData.hasAsns(family));
    }

    private boolean embeds(IpPrefix network) {
        for (IpPrefix known : embedding) {
            if (known.contains(network) || network.contains(known)) {
                return true;
            }
        }
        return false;
    }

    private char eachAddress(int row, IpPrefix network) {
        char first = decider.decide(row, network.first());
        for (IpAddress address = network.first(); !address.equals(network.last()); ) {
            address = address.next();
            if (decider.decide(row, address) != first) {
                return Rulings.UNCERTAIN;
            }
        }
        return first;
    }

    private char eachIpv4Interval(int row, IpPrefix network) {
        int[] starts = candidate.ipv4().starts();
        int[] classes = candidate.ipv4().classes();
        int last = network.last().ipv4Bits() ^ Integer.MIN_VALUE;
        int interval = candidate.ipv4().at(network.first().ipv4Bits() ^ Integer.MIN_VALUE);
        char first = decider.decide(row, network.first(), classes[interval]);
        for (int next = interval + 1; next < starts.length && starts[next] <= last; next++) {
            IpAddress address = IpAddress.ipv4(starts[next] ^ Integer.MIN_VALUE);
            if (decider.decide(row, address, classes[next]) != first) {
                return Rulings.UNCERTAIN;
            }
        }
        return first;
    }

    private char eachIpv6Interval(int row, IpPrefix network) {
        Ipv6Classes intervals = candidate.ipv6();
        long lastHigh = network.last().high() ^ Long.MIN_VALUE;
        long lastLow = network.last().low() ^ Long.MIN_VALUE;
        int interval =
                intervals.at(
                        network.first().high() ^ Long.MIN_VALUE,
                        network.first().low() ^ Long.MIN_VALUE);
        char first = decider.decide(row, network.first(), intervals.classes()[interval]);
        for (int next = interval + 1;
                next < intervals.classes().length && intervals.isAtOrBelow(next, lastHigh, lastLow);
                next++) {
            IpAddress address =
                    IpAddress.ipv6(
                            intervals.highs()[next] ^ Long.MIN_VALUE,
                            intervals.lows()[next] ^ Long.MIN_VALUE);
            if (decider.decide(row, address, intervals.classes()[next]) != first) {
                return Rulings.UNCERTAIN;
            }
        }
        return first;
    }
}
