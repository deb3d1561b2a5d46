package dev.sallyport.cli.whatif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/*
 * Numbers names that come as bytes, so that each is kept once and none is built for a line. Numbers count from 1. What is
 * longer than LONGEST is cut: two names that differ only behind that are one. Not thread-safe.
 */
final class ByteNames {

    static final int LONGEST = 256;

    /* Name n is pool[ends[n - 1]] to pool[ends[n]]; slots holds numbers, 0 where free, and is at most half full. */
    private byte[] pool = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int[] slots = new int[1 << 9];
    private int size;

    /** Returns how many bytes all names take. */
    int bytes() {
        return ends[size];
    }

    /** Returns how many names there are. */
    int size() {
        return size;
    }

    /** Returns the number of a name, the same each time. */
    int number(byte[] bytes, int from, int end) {
        int to = Math.min(end, from + LONGEST);
        int slot = hash(bytes, from, to) & slots.length - 1;
        while (slots[slot] != 0) {
            int known = slots[slot];
            if (Arrays.equals(pool, ends[known - 1], ends[known], bytes, from, to)) {
                return known;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return add(bytes, from, to, slot);
    }

    private int add(byte[] bytes, int from, int to, int slot) {
        int length = to - from;
        int start = ends[size];
        if (start + length > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(pool.length * 2, start + length));
        }
        System.arraycopy(bytes, from, pool, start, length);
        size++;
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size] = start + length;
        slots[slot] = size;
        if (size * 2 > slots.length) {
            grow();
        }
        return size;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int number = 1; number <= size; number++) {
            int slot = hash(pool, ends[number - 1], ends[number]) & larger.length - 1;
            while (larger[slot] != 0) {
                slot = slot + 1 & larger.length - 1;
            }
            larger[slot] = number;
        }
        slots = larger;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 15;
    }

    /** Returns a name by its number; bytes that are no UTF-8 are replaced. */
    String name(int number) {
        return new String(pool, ends[number - 1], ends[number] - ends[number - 1], UTF_8);
    }
}
