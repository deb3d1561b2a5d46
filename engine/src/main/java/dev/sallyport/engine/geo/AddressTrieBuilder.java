package dev.sallyport.engine.geo;

import java.util.Arrays;

/* Makes an AddressTrie of intervals: one pass over the intervals, node by node. */
final class AddressTrieBuilder {

    private final Intervals intervals;
    private long[] nodes = new long[1024];
    private int nodeCount;
    private int[] numbers = new int[1024];
    private int numberCount;

    private AddressTrieBuilder(Intervals intervals) {
        this.intervals = intervals;
    }

    /** Returns the trie that answers as the intervals do. */
    static AddressTrie build(Intervals intervals) {
        return new AddressTrieBuilder(intervals).build();
    }

    private AddressTrie build() {
        int[] root = new int[1 << AddressTrie.ROOT_BITS];
        int shift = Long.SIZE - AddressTrie.ROOT_BITS;
        int interval = 0;
        for (int i = 0; i < root.length; i++) {
            long first = (long) i << shift;
            interval = intervals.holding(first, 0, interval);
            if (intervals.reaches(interval, first | (1L << shift) - 1, -1L)) {
                root[i] = intervals.number(interval);
            } else {
                int node = allocate(1);
                root[i] = ~node;
                fill(node, first, 0, AddressTrie.ROOT_BITS, interval);
            }
        }
        return new AddressTrie(
                root,
                Arrays.copyOf(nodes, nodeCount * AddressTrie.WORDS_PER_NODE),
                Arrays.copyOf(numbers, numberCount));
    }

    /* Fills the node for the keys that begin with the first `offset` bits of the given one; recurses 18 times at most. */
    private void fill(int node, long high, long low, int offset, int firstInterval) {
        int bits = Math.min(AddressTrie.SLOT_BITS, AddressTrie.KEY_BITS - offset);
        int shift = AddressTrie.KEY_BITS - offset - bits;
        int[] holding = new int[1 << bits];
        long children = 0;
        long starts = 0;
        int numberBase = numberCount;
        int interval = firstInterval;
        for (int slot = 0; slot < holding.length; slot++) {
            long slotHigh = high | highBits(slot, shift);
            long slotLow = low | lowBits(slot, shift);
            interval = intervals.holding(slotHigh, slotLow, interval);
            holding[slot] = interval;
            if (!intervals.reaches(
                    interval, slotHigh | highOnes(shift), slotLow | lowOnes(shift))) {
                children |= 1L << slot;
                continue;
            }
            int number = intervals.number(interval);
            if (numberCount == numberBase || numbers[numberCount - 1] != number) {
                starts |= 1L << slot;
                append(number);
            }
        }
        int childBase = allocate(Long.bitCount(children));
        int at = node * AddressTrie.WORDS_PER_NODE;
        nodes[at] = children;
        nodes[at + 1] = starts;
        nodes[at + 2] = (long) numberBase << 32 | childBase;
        int child = childBase;
        for (int slot = 0; slot < holding.length; slot++) {
            if ((children & 1L << slot) != 0) {
                fill(
                        child,
                        high | highBits(slot, shift),
                        low | lowBits(slot, shift),
                        offset + bits,
                        holding[slot]);
                child++;
            }
        }
    }

    /* The slot's bits, shifted left in 128 bits, and the ones below them. */
    private static long highBits(long slot, int shift) {
        return shift >= Long.SIZE
                ? slot << (shift - Long.SIZE)
                : shift == 0 ? 0 : slot >>> (Long.SIZE - shift);
    }

    private static long lowBits(long slot, int shift) {
        return shift >= Long.SIZE ? 0 : slot << shift;
    }

    private static long highOnes(int shift) {
        return shift <= Long.SIZE ? 0 : (1L << (shift - Long.SIZE)) - 1;
    }

    private static long lowOnes(int shift) {
        return shift >= Long.SIZE ? -1L : (1L << shift) - 1;
    }

    private int allocate(int count) {
        int base = nodeCount;
        nodeCount = Math.addExact(nodeCount, count);
        int needed = Math.multiplyExact(nodeCount, AddressTrie.WORDS_PER_NODE);
        if (needed > nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(needed, nodes.length + (nodes.length >> 1)));
        }
        return base;
    }

    private void append(int number) {
        if (numberCount == numbers.length) {
            numbers = Arrays.copyOf(numbers, numbers.length + (numbers.length >> 1));
        }
        numbers[numberCount] = number;
        numberCount++;
    }
}
