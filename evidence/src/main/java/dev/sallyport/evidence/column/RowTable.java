package dev.sallyport.evidence.column;

import java.util.Arrays;

/*
 * Rows while they are collected: a hash table with open addressing over columns that grow. Not thread-safe.
 *
 *   who    IPv4: the address or first address; IPv6: the upper 64 bits; undetermined: 0
 *   key    | principal 32 | channel 23 | place 8 | refused 1 |
 *   place  IPv4: length 0..32; IPv6: 64 + length; undetermined: 255
 *
 * Two longs tell rows apart, because no network of IPv6 here is longer than a /64. `low` are the lower 64 bits of the
 * newest address and no part of the key.
 */
final class RowTable {

    static final int UNDETERMINED = 255;
    static final int IPV4_ADDRESS = 32;
    static final int IPV6 = 64;
    static final int IPV6_NETWORK = 128;

    /* Channels are numbered in 23 bits. */
    static final int MOST_CHANNELS = 1 << 23;

    static final long DAY_MILLIS = 86_400_000;

    private static final int FIRST = 1 << 10;

    long[] who = new long[FIRST];
    long[] low = new long[FIRST];
    long[] key = new long[FIRST];
    long[] requests = new long[FIRST];
    long[] first = new long[FIRST];
    long[] last = new long[FIRST];
    long[] days = new long[FIRST];
    private int[] slots = new int[4 * FIRST];
    private int size;

    int size() {
        return size;
    }

    static long key(int principal, int channel, int place, boolean refused) {
        return (long) principal << 32
                | Integer.toUnsignedLong(channel << 9 | place << 1 | (refused ? 1 : 0));
    }

    int principal(int row) {
        return (int) (key[row] >>> 32);
    }

    int channel(int row) {
        return (int) key[row] >>> 9;
    }

    int place(int row) {
        return (int) key[row] >>> 1 & 0xFF;
    }

    boolean refused(int row) {
        return (key[row] & 1) != 0;
    }

    /** Adds requests of one hour. */
    void add(long network, long rowKey, long newestLow, long count, long from, long until) {
        int row = row(network, rowKey, from, until);
        if (until >= last[row]) {
            low[row] = newestLow;
        }
        requests[row] += count;
        first[row] = Math.min(first[row], from);
        addDay(row, Math.floorDiv(until, DAY_MILLIS));
        last[row] = Math.max(last[row], until);
    }

    /* Bit n of the days is the nth day before that of `last`; what is further back falls off. */
    private void addDay(int row, long day) {
        long distance = day - Math.floorDiv(last[row], DAY_MILLIS);
        if (distance > 0) {
            days[row] = (distance < Long.SIZE ? days[row] << distance : 0) | 1;
        } else if (distance > -Long.SIZE) {
            days[row] |= 1L << -distance;
        }
    }

    private int row(long network, long rowKey, long from, long until) {
        int slot = slotOf(slots, network, rowKey);
        while (slots[slot] != 0) {
            int row = slots[slot] - 1;
            if (who[row] == network && key[row] == rowKey) {
                return row;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == who.length) {
            grow();
            return row(network, rowKey, from, until);
        }
        slots[slot] = ++size;
        int row = size - 1;
        who[row] = network;
        key[row] = rowKey;
        first[row] = from;
        last[row] = until;
        return row;
    }

    private void grow() {
        int length = Math.multiplyExact(who.length, 2);
        who = Arrays.copyOf(who, length);
        low = Arrays.copyOf(low, length);
        key = Arrays.copyOf(key, length);
        requests = Arrays.copyOf(requests, length);
        first = Arrays.copyOf(first, length);
        last = Arrays.copyOf(last, length);
        days = Arrays.copyOf(days, length);
        int[] wider = new int[Math.multiplyExact(slots.length, 2)];
        for (int row = 0; row < size; row++) {
            int slot = slotOf(wider, who[row], key[row]);
            while (wider[slot] != 0) {
                slot = slot + 1 & wider.length - 1;
            }
            wider[slot] = row + 1;
        }
        slots = wider;
    }

    /* Finaliser of SplittableRandom (Steele, Lea and Flood 2014). */
    private static int slotOf(int[] slots, long network, long rowKey) {
        long hash = network * 0x9E37_79B9_7F4A_7C15L + rowKey;
        hash = (hash ^ hash >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D0_49BB_1331_11EBL;
        return (int) (hash ^ hash >>> 31) & slots.length - 1;
    }
}
