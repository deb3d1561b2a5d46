package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/*
 * Turns ranges that each stand for one bit into intervals that each stand for a block of bits, by one sweep over the ends
 * of the ranges (elementary intervals: de Berg et al., Computational Geometry, section 10.3).
 *
 *   range a        |=========|
 *   range b             |=========|
 *   interval   {}  | a  | ab | b  | {}
 */
final class NetworkIndexBuilder {

    /* At `at` a range with this bit begins (+1) or has ended (-1). */
    private record Edge(IpAddress at, int bit, int change) {}

    private record Interval(IpAddress first, int block) {}

    private final List<Edge> ipv4 = new ArrayList<>();
    private final List<Edge> ipv6 = new ArrayList<>();

    void add(IpRange range, int bit) {
        List<Edge> edges = range.family() == IpFamily.IPV4 ? ipv4 : ipv6;
        edges.add(new Edge(range.first(), bit, 1));
        if (!range.last().isLast()) {
            edges.add(new Edge(range.last().next(), bit, -1));
        }
    }

    Ipv4Intervals buildIpv4(BitBlocks blocks, int blockLength) {
        List<Interval> intervals = sweep(IpAddress.ipv4(0), ipv4, blocks, blockLength);
        int[] addresses = new int[intervals.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = intervals.get(i).first().ipv4Bits();
        }
        return new Ipv4Intervals(addresses, values(intervals));
    }

    Ipv6Intervals buildIpv6(BitBlocks blocks, int blockLength) {
        List<Interval> intervals = sweep(IpAddress.ipv6(0, 0), ipv6, blocks, blockLength);
        long[] highs = new long[intervals.size()];
        long[] lows = new long[intervals.size()];
        for (int i = 0; i < highs.length; i++) {
            highs[i] = intervals.get(i).first().high();
            lows[i] = intervals.get(i).first().low();
        }
        return new Ipv6Intervals(highs, lows, values(intervals));
    }

    private static int[] values(List<Interval> intervals) {
        return intervals.stream().mapToInt(Interval::block).toArray();
    }

    private static List<Interval> sweep(
            IpAddress origin, List<Edge> edges, BitBlocks blocks, int blockLength) {
        edges.sort(Comparator.comparing(Edge::at));
        int[] open = new int[blockLength * Long.SIZE];
        long[] block = new long[blockLength];
        List<Interval> intervals = new ArrayList<>();
        intervals.add(new Interval(origin, blocks.intern(block)));
        int next = 0;
        while (next < edges.size()) {
            IpAddress at = edges.get(next).at();
            while (next < edges.size() && edges.get(next).at().equals(at)) {
                apply(edges.get(next), open, block);
                next++;
            }
            append(intervals, new Interval(at, blocks.intern(block)));
        }
        return intervals;
    }

    private static void apply(Edge edge, int[] open, long[] block) {
        int bit = edge.bit();
        open[bit] += edge.change();
        if (open[bit] == 0) {
            block[bit / Long.SIZE] &= ~(1L << bit);
        } else {
            block[bit / Long.SIZE] |= 1L << bit;
        }
    }

    private static void append(List<Interval> intervals, Interval interval) {
        Interval previous = intervals.getLast();
        if (previous.first().equals(interval.first())) {
            intervals.removeLast();
            intervals.add(interval);
        } else if (previous.block() != interval.block()) {
            intervals.add(interval);
        }
    }
}
