package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/*
 * Units as the leaves of a binary tree of prefixes, paths without branches left out: each inner node is the longest prefix
 * that holds the units below it. Any prefix holds the units of some node, and that node's is the smallest that does, so no
 * other prefixes need be looked at. Children come before their parent. Immutable.
 *
 *   units   192.0.2.1  192.0.2.2  192.0.2.77
 *   nodes   192.0.2.0/30 = (.1, .2)    192.0.2.0/25 = (/30, .77)
 */
final class PrefixTree {

    /* A leaf has no children; the node above the two families has no prefix to propose. */
    record Node(IpPrefix prefix, int left, int right, long weight, long space, boolean isOffered) {}

    static final int NONE = -1;

    final List<Node> nodes = new ArrayList<>();
    private final Budget budget;
    private final Predicate<IpPrefix> offered;

    /**
     * Builds the tree.
     *
     * @param units prefixes of unit length, ascending and distinct
     * @param weights their weights, 1 or more
     * @param budget how short a prefix may be
     * @param offered whether a prefix may be proposed
     */
    PrefixTree(List<IpPrefix> units, long[] weights, Budget budget, Predicate<IpPrefix> offered) {
        this.budget = budget;
        this.offered = offered;
        int ipv6 = 0;
        while (ipv6 < units.size() && units.get(ipv6).family() == IpFamily.IPV4) {
            ipv6++;
        }
        int left = ipv6 > 0 ? build(units, weights, 0, ipv6) : NONE;
        int right = ipv6 < units.size() ? build(units, weights, ipv6, units.size()) : NONE;
        if (left != NONE && right != NONE) {
            nodes.add(new Node(nodes.get(left).prefix(), left, right, 0, 0, false));
        }
    }

    /* Returns the number of the node that holds the units from one to another; no deeper than a prefix is long. */
    private int build(List<IpPrefix> units, long[] weights, int from, int until) {
        IpPrefix first = units.get(from);
        if (until - from == 1) {
            nodes.add(new Node(first, NONE, NONE, weights[from], 1, isOffered(first)));
            return nodes.size() - 1;
        }
        IpFamily family = first.family();
        int length = commonLength(first.address(), units.get(until - 1).address());
        IpPrefix prefix = IpPrefix.around(first.address(), length);
        int split = from + 1;
        int last = until - 1;
        IpPrefix lower = IpPrefix.around(first.address(), length + 1);
        while (split < last) {
            int middle = (split + last) >>> 1;
            if (lower.contains(units.get(middle))) {
                split = middle + 1;
            } else {
                last = middle;
            }
        }
        int left = build(units, weights, from, split);
        int right = build(units, weights, split, until);
        nodes.add(
                new Node(
                        prefix,
                        left,
                        right,
                        nodes.get(left).weight() + nodes.get(right).weight(),
                        space(family, length),
                        isOffered(prefix)));
        return nodes.size() - 1;
    }

    private boolean isOffered(IpPrefix prefix) {
        return prefix.length() >= budget.shortest(prefix.family()) && offered.test(prefix);
    }

    /* Beyond what can be counted, and never offered, an IPv6 prefix is as large as can be counted. */
    static long space(IpFamily family, int length) {
        int bits = Budget.unitLength(family) - length;
        return bits >= Long.SIZE - 1 ? Long.MAX_VALUE : 1L << bits;
    }

    private static int commonLength(IpAddress one, IpAddress other) {
        if (one.isIpv4()) {
            return Long.numberOfLeadingZeros(one.low() ^ other.low()) - IpFamily.IPV4.bits();
        }
        return Long.numberOfLeadingZeros(one.high() ^ other.high());
    }
}
