package dev.sallyport.engine.geo;

/*
 * A number for every 128-bit key. Immutable; a look-up allocates nothing and is at most 19 steps, two or three for real data.
 *
 * Poptrie: Asai and Ohara, SIGCOMM 2015, written from the paper. The first 18 bits of the key index the root; from there
 * nodes of 64 slots take 6 bits each (the last one 2):
 *
 *   bits 0..17 | 18..23 | 24..29 | ... | 120..125 | 126..127
 *
 *   root[i] >= 0   the number of every key that begins with i
 *   root[i] <  0   ~root[i] is the node to go on with
 *
 *   node n         nodes[3n]     bit s: slot s has a node of its own
 *                  nodes[3n + 1] bit s: slot s has a number other than the slot with a number before it
 *                  nodes[3n + 2] where its numbers begin (upper half) and where its child nodes begin (lower half)
 *
 * IPv4 addresses are keys in their upper 32 bits.
 */
final class AddressTrie {

    static final int ROOT_BITS = 18;
    static final int SLOT_BITS = 6;
    static final int KEY_BITS = 128;
    static final int WORDS_PER_NODE = 3;

    private final int[] root;
    private final long[] nodes;
    private final int[] numbers;

    AddressTrie(int[] root, long[] nodes, int[] numbers) {
        this.root = root;
        this.nodes = nodes;
        this.numbers = numbers;
    }

    /** Returns the number of the key with the given halves: 0 or more. */
    int number(long high, long low) {
        int entry = root[(int) (high >>> (Long.SIZE - ROOT_BITS))];
        if (entry >= 0) {
            return entry;
        }
        int at = ~entry * WORDS_PER_NODE;
        int offset = ROOT_BITS;
        while (true) {
            int slot = slot(high, low, offset);
            long children = nodes[at];
            long bases = nodes[at + 2];
            if ((children & 1L << slot) == 0) {
                long upToSlot = (2L << slot) - 1;
                int rank = Long.bitCount(nodes[at + 1] & upToSlot);
                return numbers[(int) (bases >>> 32) + rank - 1];
            }
            int before = Long.bitCount(children & (1L << slot) - 1);
            at = ((int) bases + before) * WORDS_PER_NODE;
            offset += SLOT_BITS;
        }
    }

    /* The bits of the key from `offset` on: six of them, two at the end. */
    private static int slot(long high, long low, int offset) {
        if (offset <= 58) {
            return (int) (high >>> (58 - offset)) & 63;
        }
        if (offset == 60) {
            return (int) (high << 2 | low >>> 62) & 63;
        }
        return offset == 126 ? (int) low & 3 : (int) (low >>> (122 - offset)) & 63;
    }

    /** Returns how much memory the arrays take, in bytes. */
    long bytes() {
        return (long) root.length * Integer.BYTES
                + (long) nodes.length * Long.BYTES
                + (long) numbers.length * Integer.BYTES;
    }
}
