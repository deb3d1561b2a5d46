package dev.sallyport.engine.decision;

/* The bits whose ranges are open while the ends of ranges are passed in ascending order. Not thread-safe. */
final class BlockSweep {

    private final BitBlocks blocks;
    private final int[] open;
    private final long[] bits;

    BlockSweep(BitBlocks blocks, int blockLength) {
        this.blocks = blocks;
        open = new int[blockLength * Long.SIZE];
        bits = new long[blockLength];
    }

    /** Passes one end of a range with a bit. */
    void pass(int bit, boolean begins) {
        open[bit] += begins ? 1 : -1;
        long mask = 1L << bit;
        if (open[bit] == 0) {
            bits[bit / Long.SIZE] &= ~mask;
        } else {
            bits[bit / Long.SIZE] |= mask;
        }
    }

    /** Returns the offset of the block of the bits that are open. */
    int block() {
        return blocks.intern(bits);
    }
}
