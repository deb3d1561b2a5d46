package dev.sallyport.engine.decision;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/*
 * Sets of rules as bits, each distinct pair of sets stored once in one array.
 *
 *   block:  | word 0 .. word n-1: rules with a matching source | word n .. word 2n-1: rules with a matching exception |
 *
 * A block is named by its offset in the array; the empty block is at offset 0.
 */
final class BitBlocks {

    private final int blockLength;
    private final Map<Key, Integer> offsets = new HashMap<>();
    private long[] bits;
    private int used;

    /* Of neighbours one is mostly empty and the other like the one before: no need to look those up. */
    private int latest;

    BitBlocks(int blockLength) {
        this.blockLength = blockLength;
        this.bits = new long[Math.max(1, blockLength) * 4];
        interned(new long[blockLength]);
    }

    /** Returns the offset of the block with these bits, stored now if it is new. */
    int intern(long[] block) {
        if (isAt(0, block)) {
            return 0;
        }
        if (!isAt(latest, block)) {
            latest = interned(block);
        }
        return latest;
    }

    private boolean isAt(int offset, long[] block) {
        return Arrays.equals(bits, offset, offset + blockLength, block, 0, blockLength);
    }

    private int interned(long[] block) {
        Integer known = offsets.get(new Key(block));
        if (known != null) {
            return known;
        }
        if (used + blockLength > bits.length) {
            bits = Arrays.copyOf(bits, Math.max(bits.length * 2, used + blockLength));
        }
        System.arraycopy(block, 0, bits, used, blockLength);
        int offset = used;
        used += blockLength;
        offsets.put(new Key(block.clone()), offset);
        return offset;
    }

    long[] toArray() {
        return Arrays.copyOf(bits, used);
    }

    /* INVARIANT: a key in the map is never written to again. */
    private static final class Key {
        private final long[] block;
        private final int hash;

        Key(long[] block) {
            this.block = block;
            this.hash = Arrays.hashCode(block);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(block, key.block);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
