package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/*
 * Turns ranges that each stand for one bit into intervals that each stand for a block of bits, by one sweep over the ends
 * of the ranges (elementary intervals: de Berg et al., Computational Geometry, section 10.3).
 *
 *   range a        |=========|
 *   range b             |=========|
 *   interval   {}  | a  | ab | b  | {}
 *
 * An edge of an IPv4 range is a number, so that sorting thousands of them compares no objects; what ends with the last
 * address has no end that is ever passed:
 *
 *   | address 32 | bit 30 | begins 1 |
 */
final class NetworkIndexBuilder {

    private static final int ADDRESS_SHIFT = 31;
    private static final long IPV4_END = 1L << IpFamily.IPV4.bits();

    /* At an address a range with this bit begins or has ended. */
    private record Edge(long high, long low, int bit, boolean begins) implements Comparable<Edge> {

        boolean isAt(Edge other) {
            return high == other.high && low == other.low;
        }

        @Override
        public int compareTo(Edge other) {
            int byHigh = Long.compareUnsigned(high, other.high);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
        }
    }

    private long[] ipv4 = new long[16];
    private int ipv4Count;
    private final List<Edge> ipv6 = new ArrayList<>();

    void add(IpPrefix prefix, int bit) {
        if (prefix.family() == IpFamily.IPV4) {
            long first = prefix.first().low();
            addIpv4(first, first + (IPV4_END >>> prefix.length()), bit);
        } else {
            add(prefix.toRange(), bit);
        }
    }

    void add(IpRange range, int bit) {
        IpAddress first = range.first();
        IpAddress last = range.last();
        if (first.isIpv4()) {
            addIpv4(first.low(), last.low() + 1, bit);
            return;
        }
        ipv6.add(new Edge(first.high(), first.low(), bit, true));
        if (!last.isLast()) {
            IpAddress behind = last.next();
            ipv6.add(new Edge(behind.high(), behind.low(), bit, false));
        }
    }

    private void addIpv4(long from, long until, int bit) {
        if (ipv4Count + 2 > ipv4.length) {
            ipv4 = Arrays.copyOf(ipv4, 2 * ipv4Count);
        }
        ipv4[ipv4Count++] = from << ADDRESS_SHIFT | 2L * bit + 1;
        if (until < IPV4_END) {
            ipv4[ipv4Count++] = until << ADDRESS_SHIFT | 2L * bit;
        }
    }

    Ipv4Intervals buildIpv4(BitBlocks blocks, int blockLength) {
        Arrays.sort(ipv4, 0, ipv4Count);
        BlockSweep sweep = new BlockSweep(blocks, blockLength);
        IntervalsBuilder intervals = new IntervalsBuilder(ipv4Count + 1);
        intervals.add(0, 0, sweep.block());
        for (int next = 0; next < ipv4Count; ) {
            long at = ipv4[next] >>> ADDRESS_SHIFT;
            for (; next < ipv4Count && ipv4[next] >>> ADDRESS_SHIFT == at; next++) {
                int edge = (int) ipv4[next] & Integer.MAX_VALUE;
                sweep.pass(edge / 2, (edge & 1) == 1);
            }
            intervals.add(0, at, sweep.block());
        }
        return intervals.ipv4();
    }

    Ipv6Intervals buildIpv6(BitBlocks blocks, int blockLength) {
        Edge[] edges = ipv6.toArray(Edge[]::new);
        Arrays.sort(edges);
        BlockSweep sweep = new BlockSweep(blocks, blockLength);
        IntervalsBuilder intervals = new IntervalsBuilder(edges.length + 1);
        intervals.add(0, 0, sweep.block());
        for (int next = 0; next < edges.length; ) {
            Edge at = edges[next];
            for (; next < edges.length && edges[next].isAt(at); next++) {
                sweep.pass(edges[next].bit(), edges[next].begins());
            }
            intervals.add(at.high(), at.low(), sweep.block());
        }
        return intervals.ipv6();
    }
}
