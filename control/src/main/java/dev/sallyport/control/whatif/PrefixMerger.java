package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Covers many networks with few, joining first what lies closest together.
 *
 * <p>Two neighbours cost as much as the smallest network around both is large; the cheapest pair is
 * joined until few enough are left. An IPv6 /64 counts like one IPv4 address, since a host has a
 * whole one to itself (RFC 7421), and addresses of one /64 are joined in any case.
 */
final class PrefixMerger {

    private static final int HOST_LENGTH = 64;

    /* The networks one organisation may hold; what is wider admits strangers rather than losers. */
    private static final int WIDEST_IPV4 = 16;
    private static final int WIDEST_IPV6 = 32;

    /* A network in the chain of those that are left. */
    private static final class Link {
        private final IpPrefix prefix;
        private @Nullable Link previous;
        private @Nullable Link next;
        private boolean gone;

        Link(IpPrefix prefix) {
            this.prefix = prefix;
        }
    }

    private record Pair(Link left, Link right, IpPrefix around) {}

    /*
     * Pairs by what they cost, each cost a queue of its own: costs are few and small. FREE is for pairs to be joined in any
     * case, because one contains the other, the two fill it, or it is one host.
     */
    private static final class Pairs {
        private static final int FREE = 0;

        private final List<Deque<Pair>> byCost = new ArrayList<>();
        private int lowest;

        Pairs() {
            for (int cost = FREE; cost <= HOST_LENGTH + 1; cost++) {
                byCost.add(new ArrayDeque<>());
            }
        }

        void add(Pair pair, int cost) {
            byCost.get(cost).add(pair);
            lowest = Math.min(lowest, cost);
        }

        /* The cheapest pair that is left, or null if there is none, or none that is free where only those are wanted. */
        @Nullable Pair poll(boolean onlyFree) {
            while (lowest < byCost.size() && !(onlyFree && lowest > FREE)) {
                Pair pair = byCost.get(lowest).poll();
                if (pair == null) {
                    lowest++;
                } else if (!pair.left.gone && !pair.right.gone) {
                    return pair;
                }
            }
            return null;
        }
    }

    private PrefixMerger() {}

    /**
     * Returns the networks that cover the given ones, in ascending order: {@code limit} of them or
     * fewer if that can be had without joining to a network wider than /16, for IPv6 /32.
     */
    static List<IpPrefix> merge(List<IpPrefix> networks, int limit) {
        List<IpPrefix> sorted = networks.stream().sorted().toList();
        Pairs pairs = new Pairs();
        Link head = null;
        Link tail = null;
        int left = 0;
        for (IpPrefix network : sorted) {
            if (tail != null && tail.prefix.contains(network)) {
                continue;
            }
            Link link = new Link(network);
            left++;
            if (tail == null) {
                head = link;
            } else {
                tail.next = link;
                link.previous = tail;
                offer(pairs, tail, link);
            }
            tail = link;
        }
        for (Pair pair = pairs.poll(left <= limit);
                pair != null;
                pair = pairs.poll(left <= limit)) {
            Link joined = join(pair);
            left--;
            if (joined.previous == null) {
                head = joined;
            } else {
                offer(pairs, joined.previous, joined);
            }
            if (joined.next != null) {
                offer(pairs, joined, joined.next);
            }
        }
        List<IpPrefix> merged = new ArrayList<>();
        for (Link link = head; link != null; link = link.next) {
            merged.add(link.prefix);
        }
        return merged;
    }

    private static Link join(Pair pair) {
        Link joined = new Link(pair.around);
        pair.left.gone = true;
        pair.right.gone = true;
        joined.previous = pair.left.previous;
        joined.next = pair.right.next;
        if (joined.previous != null) {
            joined.previous.next = joined;
        }
        if (joined.next != null) {
            joined.next.previous = joined;
        }
        return joined;
    }

    private static void offer(Pairs pairs, Link left, Link right) {
        if (left.prefix.family() != right.prefix.family()) {
            return;
        }
        IpPrefix around = around(left.prefix, right.prefix);
        if (around.length() < (around.address().isIpv4() ? WIDEST_IPV4 : WIDEST_IPV6)) {
            return;
        }
        boolean contained = around.equals(left.prefix) || around.equals(right.prefix);
        int half = around.length() + 1;
        boolean filled = left.prefix.length() == half && right.prefix.length() == half;
        boolean oneHost = !around.address().isIpv4() && around.length() >= HOST_LENGTH;
        boolean free = contained || filled || oneHost;
        pairs.add(new Pair(left, right, host(around)), free ? Pairs.FREE : cost(around));
    }

    /* How many bits are left open, an IPv6 host counting as one address; 1 or more, for 0 is free. */
    private static int cost(IpPrefix around) {
        int bits = around.address().isIpv4() ? around.family().bits() : HOST_LENGTH;
        return Math.max(0, bits - around.length()) + 1;
    }

    private static IpPrefix host(IpPrefix around) {
        boolean insideHost = !around.address().isIpv4() && around.length() > HOST_LENGTH;
        return insideHost ? IpPrefix.around(around.address(), HOST_LENGTH) : around;
    }

    /* The smallest network around both. */
    private static IpPrefix around(IpPrefix one, IpPrefix other) {
        int common =
                one.address().isIpv4()
                        ? Integer.numberOfLeadingZeros(
                                one.address().ipv4Bits() ^ other.address().ipv4Bits())
                        : commonBits(one, other);
        return IpPrefix.around(
                one.address(), Math.min(common, Math.min(one.length(), other.length())));
    }

    private static int commonBits(IpPrefix one, IpPrefix other) {
        int high = Long.numberOfLeadingZeros(one.address().high() ^ other.address().high());
        return high < 64
                ? high
                : 64 + Long.numberOfLeadingZeros(one.address().low() ^ other.address().low());
    }
}
