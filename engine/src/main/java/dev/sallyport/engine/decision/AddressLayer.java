package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpRange;
import java.util.List;

/* All addresses, cut into intervals that each have some bits of a block: one of several that are laid over each other. */
record AddressLayer(AddressIntervals ipv4, AddressIntervals ipv6, Bits bits) {

    /* What the block of an interval adds to one word of the block that is put together. */
    interface Bits {
        long word(int block, int word);
    }

    /** Returns a layer of ranges of which each list has a bit, the first {@code firstBit}. */
    static AddressLayer of(List<List<IpRange>> ranges, int firstBit, int words) {
        NetworkIndexBuilder networks = new NetworkIndexBuilder();
        for (int i = 0; i < ranges.size(); i++) {
            int bit = firstBit + i;
            ranges.get(i).forEach(range -> networks.add(range, bit));
        }
        BitBlocks blocks = new BitBlocks(words);
        Ipv4Intervals ipv4 = networks.buildIpv4(blocks, words);
        Ipv6Intervals ipv6 = networks.buildIpv6(blocks, words);
        long[] bits = blocks.toArray();
        return new AddressLayer(ipv4, ipv6, (block, word) -> bits[block + word]);
    }
}
