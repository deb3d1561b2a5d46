package dev.sallyport.cli.whatif;

import dev.sallyport.cli.log.LogLine;
import dev.sallyport.control.whatif.Days;
import dev.sallyport.control.whatif.Sighting;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * Counts requests by a key of an address and a 63-bit label: one cell of 64 bytes, a cache line, for each key, found by
 * open addressing. Not thread-safe.
 *
 *   word  0    1    2                 3      4      5     6     7
 *         high low  label << 1 | IPv6 count  first  last  days  days outside the window << 32 | last of those
 */
final class CellTable {

    private static final int WORDS = 8;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int LABEL = 2;
    private static final int COUNT = 3;
    private static final int FIRST = 4;
    private static final int LAST = 5;
    private static final int DAYS = 6;
    private static final int FURTHER = 7;

    private static final int SECONDS_A_DAY = 86_400;
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    /* Slots hold cell numbers plus one, 0 where free; at most half of them are taken. */
    private long[] words = new long[WORDS << 10];
    private int[] slots = new int[1 << 11];
    private int size;

    /* The first of the 64 days that are told apart; the day of the first line lies in the middle of them. */
    private long windowStart = Long.MIN_VALUE;

    CellTable() {}

    /** Returns an empty table that tells the same days apart. */
    CellTable emptyLikeThis() {
        CellTable other = new CellTable();
        other.windowStart = windowStart;
        return other;
    }

    /** Returns how many cells there are. */
    int size() {
        return size;
    }

    /** Counts one request. */
    void count(IpAddress address, long label, long epochSecond) {
        int cell = cell(address, label);
        words[cell + COUNT]++;
        if (epochSecond != LogLine.NO_TIME) {
            see(cell, epochSecond);
        }
    }

    private void see(int cell, long epochSecond) {
        words[cell + FIRST] = Math.min(words[cell + FIRST], epochSecond);
        words[cell + LAST] = Math.max(words[cell + LAST], epochSecond);
        long day = Math.floorDiv(epochSecond, SECONDS_A_DAY);
        if (windowStart == Long.MIN_VALUE) {
            windowStart = day - Long.SIZE / 2;
        }
        long offset = day - windowStart;
        if (offset >= 0 && offset < Long.SIZE) {
            words[cell + DAYS] |= 1L << offset;
        } else if ((int) words[cell + FURTHER] != (int) day) {
            // A log runs forward, so the day after another one has not been counted.
            long days = (words[cell + FURTHER] >>> 32) + 1;
            words[cell + FURTHER] = (days << 32) | (day & LOWER_HALF);
        }
    }

    /**
     * Adds the contents of a cell of another table, made by {@link #emptyLikeThis}, under another
     * key.
     */
    void merge(IpAddress address, long label, CellTable other, int number) {
        int from = number * WORDS;
        int cell = cell(address, label);
        words[cell + COUNT] += other.words[from + COUNT];
        words[cell + FIRST] = Math.min(words[cell + FIRST], other.words[from + FIRST]);
        words[cell + LAST] = Math.max(words[cell + LAST], other.words[from + LAST]);
        words[cell + DAYS] |= other.words[from + DAYS];
        if (words[cell + FURTHER] >>> 32 < other.words[from + FURTHER] >>> 32) {
            words[cell + FURTHER] = other.words[from + FURTHER];
        }
    }

    /* The first word of the cell of a key, made if there is none. */
    private int cell(IpAddress address, long label) {
        long tagged = label << 1 | (address.isIpv4() ? 0 : 1);
        int slot = hash(address.high(), address.low(), tagged) & slots.length - 1;
        while (slots[slot] != 0) {
            int cell = (slots[slot] - 1) * WORDS;
            if (words[cell + LOW] == address.low()
                    && words[cell + HIGH] == address.high()
                    && words[cell + LABEL] == tagged) {
                return cell;
            }
            slot = slot + 1 & slots.length - 1;
        }
        int cell = size * WORDS;
        if (cell == words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[cell + HIGH] = address.high();
        words[cell + LOW] = address.low();
        words[cell + LABEL] = tagged;
        words[cell + FIRST] = Long.MAX_VALUE;
        words[cell + LAST] = Long.MIN_VALUE;
        size++;
        slots[slot] = size;
        if (size * 2 > slots.length) {
            grow();
        }
        return cell;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            int cell = number * WORDS;
            int slot =
                    hash(words[cell + HIGH], words[cell + LOW], words[cell + LABEL])
                            & larger.length - 1;
            while (larger[slot] != 0) {
                slot = slot + 1 & larger.length - 1;
            }
            larger[slot] = number + 1;
        }
        slots = larger;
    }

    /* Multiplication by 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
    private static int hash(long high, long low, long label) {
        long mixed = (high * 31 + low) * 31 + label;
        mixed *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed ^ mixed >>> 32);
    }

    IpAddress address(int number) {
        int cell = number * WORDS;
        IpFamily family = (words[cell + LABEL] & 1) == 0 ? IpFamily.IPV4 : IpFamily.IPV6;
        return new IpAddress(family, words[cell + HIGH], words[cell + LOW]);
    }

    long label(int number) {
        return words[number * WORDS + LABEL] >>> 1;
    }

    long requests(int number) {
        return words[number * WORDS + COUNT];
    }

    @Nullable Sighting seen(int number) {
        int cell = number * WORDS;
        if (words[cell + FIRST] == Long.MAX_VALUE) {
            return null;
        }
        return new Sighting(
                Instant.ofEpochSecond(words[cell + FIRST]),
                Instant.ofEpochSecond(words[cell + LAST]),
                new Days(windowStart, words[cell + DAYS], (int) (words[cell + FURTHER] >>> 32)));
    }
}
