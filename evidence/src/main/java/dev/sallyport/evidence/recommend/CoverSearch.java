package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/*
 * The best cover by at most so many of a tree's prefixes at one price, by dynamic programming from the leaves up:
 *
 *   best(node, k) = the best of   nothing,
 *                                 the node's own prefix if it is offered and k >= 1,
 *                                 best(left, i) + best(right, k - i) for 0 <= i <= k
 *
 * where i is never more than there are leaves; that bounds the work by leaves x entries (Cygan et al., Parameterized
 * Algorithms, section on tree knapsacks; Johnson and Niemi 1983). Not thread-safe.
 */
final class CoverSearch {

    private static final short WHOLE = -1;

    private final PrefixTree tree;
    private final int entries;
    private final long[][] weights;
    private final long[][] spaces;
    private final short[][] counts;
    private final short[][] choices;

    CoverSearch(PrefixTree tree, int entries) {
        this.tree = tree;
        this.entries = entries;
        int size = tree.nodes.size();
        weights = new long[size][];
        spaces = new long[size][];
        counts = new short[size][];
        choices = new short[size][];
    }

    /** Returns the cover that is worth most at a price. */
    Cover best(Price price) {
        int size = tree.nodes.size();
        if (size == 0) {
            return new Cover(List.of(), 0, 0);
        }
        for (int node = 0; node < size; node++) {
            solve(node, price);
        }
        int root = size - 1;
        int most = weights[root].length - 1;
        List<IpPrefix> prefixes = new ArrayList<>();
        collect(root, most, prefixes);
        return new Cover(prefixes, weights[root][most], spaces[root][most]);
    }

    private void solve(int number, Price price) {
        PrefixTree.Node node = tree.nodes.get(number);
        int left = node.left();
        int right = node.right();
        int most = 1;
        if (left != PrefixTree.NONE) {
            most = Math.min(entries, weights[left].length - 1 + weights[right].length - 1);
        }
        long[] weight = new long[most + 1];
        long[] space = new long[most + 1];
        short[] count = new short[most + 1];
        short[] choice = new short[most + 1];
        for (int k = 1; k <= most; k++) {
            if (left != PrefixTree.NONE) {
                split(left, right, k, price, weight, space, count, choice);
            }
            if (node.isOffered()
                    && price.compare(node.weight(), node.space(), 1, weight[k], space[k], count[k])
                            > 0) {
                weight[k] = node.weight();
                space[k] = node.space();
                count[k] = 1;
                choice[k] = WHOLE;
            }
        }
        weights[number] = weight;
        spaces[number] = space;
        counts[number] = count;
        choices[number] = choice;
        if (left != PrefixTree.NONE) {
            // Their parent knows all that is still asked for; only the way back is kept.
            weights[left] = weights[right] = weight;
            spaces[left] = spaces[right] = space;
            counts[left] = counts[right] = count;
        }
    }

    private void split(
            int left,
            int right,
            int k,
            Price price,
            long[] weight,
            long[] space,
            short[] count,
            short[] choice) {
        int leftMost = weights[left].length - 1;
        int rightMost = weights[right].length - 1;
        for (int i = Math.max(0, k - rightMost); i <= Math.min(k, leftMost); i++) {
            long bothWeight = weights[left][i] + weights[right][k - i];
            long bothSpace = spaces[left][i] + spaces[right][k - i];
            int both = counts[left][i] + counts[right][k - i];
            if (price.compare(bothWeight, bothSpace, both, weight[k], space[k], count[k]) > 0) {
                weight[k] = bothWeight;
                space[k] = bothSpace;
                count[k] = (short) both;
                choice[k] = (short) i;
            }
        }
    }

    private void collect(int number, int k, List<IpPrefix> prefixes) {
        PrefixTree.Node node = tree.nodes.get(number);
        if (k == 0) {
            return;
        }
        short choice = choices[number][k];
        if (choice == WHOLE) {
            prefixes.add(node.prefix());
        } else if (node.left() != PrefixTree.NONE) {
            collect(node.left(), choice, prefixes);
            collect(node.right(), Math.min(k - choice, choices[node.right()].length - 1), prefixes);
        }
    }
}
