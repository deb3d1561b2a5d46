package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import java.util.Arrays;

/*
 * Collects ranges that each stand for one bit and cuts the address space where the set of bits changes, by one sweep over
 * the ends of the ranges (elementary intervals: de Berg et al., Computational Geometry, section 10.3).
 *
 *   IPv4 edge:  | address 32 | bit 30 | ends 1 |
 *
 * The edges of IPv6 are numbered: even ones begin a range, odd ones end it. Not thread-safe.
 */
final class Marks {

    private final int words;
    private final long[] addressed;
    private long[] ipv4Edges = new long[32];
    private int ipv4Count;
    private int[] ipv6Bit = new int[16];
    private long[] ipv6High = new long[32];
    private long[] ipv6Low = new long[32];
    private int ipv6Count;

    /** Holds no range yet; bits are numbered from 0 to {@code bitCount} - 1. */
    Marks(int bitCount) {
        words = (bitCount + Long.SIZE - 1) / Long.SIZE + 1;
        addressed = new long[words];
    }

    /** Adds the range of an entry, in doubt about which a rule is with an undetermined address. */
    void addEntry(IpRange range, int bit) {
        addressed[bit / Long.SIZE] |= 1L << bit;
        add(range, bit);
    }

    /** Adds the prefix of an entry. */
    void addEntry(IpPrefix prefix, int bit) {
        if (prefix.family() == IpFamily.IPV4) {
            addressed[bit / Long.SIZE] |= 1L << bit;
            long first = prefix.first().low();
            addIpv4(first, first + (1L << (IpFamily.IPV4.bits() - prefix.length())), bit);
        } else {
            addEntry(prefix.toRange(), bit);
        }
    }

    /** Adds a range. */
    void add(IpRange range, int bit) {
        IpAddress first = range.first();
        IpAddress last = range.last();
        if (first.isIpv4()) {
            addIpv4(first.low(), last.low() + 1, bit);
        } else {
            addIpv6(first, last, bit);
        }
    }

    /* A range up to the last address has no end that is ever passed. */
    private void addIpv4(long from, long until, int bit) {
        if (ipv4Count + 2 > ipv4Edges.length) {
            ipv4Edges = Arrays.copyOf(ipv4Edges, 2 * ipv4Count);
        }
        ipv4Edges[ipv4Count++] = from << 31 | 2L * bit;
        if (until <= 0xFFFF_FFFFL) {
            ipv4Edges[ipv4Count++] = until << 31 | 2L * bit + 1;
        }
    }

    private void addIpv6(IpAddress first, IpAddress last, int bit) {
        if (ipv6Count == ipv6Bit.length) {
            ipv6Bit = Arrays.copyOf(ipv6Bit, 2 * ipv6Count);
            ipv6High = Arrays.copyOf(ipv6High, 4 * ipv6Count);
            ipv6Low = Arrays.copyOf(ipv6Low, 4 * ipv6Count);
        }
        ipv6Bit[ipv6Count] = bit;
        int edge = 2 * ipv6Count;
        ipv6High[edge] = first.high() ^ Long.MIN_VALUE;
        ipv6Low[edge] = first.low() ^ Long.MIN_VALUE;
        // What ends with the last address ends at the first again and is left out below.
        ipv6High[edge + 1] = last.high() + (last.low() == -1L ? 1 : 0) ^ Long.MIN_VALUE;
        ipv6Low[edge + 1] = last.low() + 1 ^ Long.MIN_VALUE;
        ipv6Count++;
    }

    /** Returns whether some range is IPv4. */
    boolean holdsIpv4() {
        return ipv4Count > 0;
    }

    /** Returns the class of an undetermined address. */
    int undetermined(Signatures signatures) {
        long[] bits = addressed.clone();
        bits[words - 1] = Signatures.UNDETERMINED;
        return signatures.number(bits);
    }

    Ipv4Classes ipv4(Signatures signatures) {
        long[] edges = RadixSort.sorted(Arrays.copyOf(ipv4Edges, ipv4Count));
        Sweep sweep = new Sweep(words, Signatures.IPV4, signatures, edges.length + 1);
        int[] starts = new int[edges.length + 1];
        starts[0] = Integer.MIN_VALUE;
        sweep.close();
        int next = 0;
        while (next < edges.length) {
            long at = edges[next] >>> 31;
            while (next < edges.length && edges[next] >>> 31 == at) {
                int edge = (int) edges[next] & Integer.MAX_VALUE;
                sweep.turn(edge / 2, (edge & 1) == 0);
                next++;
            }
            int start = (int) at ^ Integer.MIN_VALUE;
            if (start == Integer.MIN_VALUE) {
                sweep.reopen();
            }
            if (sweep.close()) {
                starts[sweep.count() - 1] = start;
            }
        }
        return new Ipv4Classes(Arrays.copyOf(starts, sweep.count()), sweep.classes());
    }

    Ipv6Classes ipv6(Signatures signatures) {
        int[] order = new int[2 * ipv6Count];
        int count = 0;
        for (int edge = 0; edge < order.length; edge++) {
            boolean behindLast =
                    (edge & 1) == 1
                            && ipv6High[edge] == Long.MIN_VALUE
                            && ipv6Low[edge] == Long.MIN_VALUE;
            if (!behindLast) {
                order[count++] = edge;
            }
        }
        int[] edges = IndexSort.sorted(Arrays.copyOf(order, count), this::compare);
        Sweep sweep = new Sweep(words, Signatures.IPV6, signatures, edges.length + 1);
        long[] highs = new long[edges.length + 1];
        long[] lows = new long[edges.length + 1];
        highs[0] = Long.MIN_VALUE;
        lows[0] = Long.MIN_VALUE;
        sweep.close();
        int next = 0;
        while (next < edges.length) {
            int at = edges[next];
            while (next < edges.length && compare(edges[next], at) == 0) {
                sweep.turn(ipv6Bit[edges[next] / 2], (edges[next] & 1) == 0);
                next++;
            }
            if (ipv6High[at] == Long.MIN_VALUE && ipv6Low[at] == Long.MIN_VALUE) {
                sweep.reopen();
            }
            if (sweep.close()) {
                highs[sweep.count() - 1] = ipv6High[at];
                lows[sweep.count() - 1] = ipv6Low[at];
            }
        }
        return new Ipv6Classes(
                Arrays.copyOf(highs, sweep.count()),
                Arrays.copyOf(lows, sweep.count()),
                sweep.classes());
    }

    private int compare(int left, int right) {
        int byHigh = Long.compare(ipv6High[left], ipv6High[right]);
        return byHigh != 0 ? byHigh : Long.compare(ipv6Low[left], ipv6Low[right]);
    }
}
