package dev.sallyport.evidence.recording;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Cells by their key. By one thread at a time.
 *
 *   slots        open addressing, linear probing, a third of them empty: | 10: bits of the hash | 22: cell number + 1 |
 *   words        8 longs for each cell, next to each other: high, tag, fingerprint, count, first, last, newest low bits
 *   references   4 for each cell: verdict, tenant, channel, principal
 *
 * Cells lie in chunks of 512, so that a table grows without copying them. Looking for a cell loads its slot, then its words
 * and its verdict, whose places both follow from the slot: two dependent loads that may miss the cache. The chunks' own
 * addresses are few and always at hand.
 *
 * The fingerprint covers sequence, tenant, channel and principal with 128 keyed bits, so of the references only the verdict
 * is compared: as a rule it is the very object.
 *
 * Cells of folded addresses have room of their own at the end: addresses as they are may fill three quarters, those folded
 * once an eighth more, and so on; the last level, and what has no address, may fill what is left.
 */
final class CellTable {

    static final int CELL_BITS = 22;

    /**
     * What a cell takes at most: its words and references, and its slots before and after growing.
     */
    static final int MOST_BYTES_PER_CELL = 64 + 16 + 6 + 3 + 1;

    private static final int CELL_MASK = (1 << CELL_BITS) - 1;

    private static final int WORDS = 8;
    private static final int HIGH = 0;
    private static final int TAG = 1;
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final int COUNT = 4;
    private static final int FIRST_MILLIS = 5;
    private static final int LAST_MILLIS = 6;
    private static final int NEWEST_LOW = 7;

    private static final int REFERENCES = 4;
    private static final int VERDICT = 0;
    private static final int TENANT = 1;
    private static final int CHANNEL = 2;
    private static final int PRINCIPAL = 3;

    private static final int CHUNK_BITS = 9;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK - 1;
    private static final int HEADER_BYTES = 16;
    private static final int SHRINK_BELOW = 8;

    private static final int NONE = -1;
    private static final long[] NO_WORDS = {};
    private static final @Nullable Object[] NO_REFERENCES = {};

    private final int mostCells;
    private final long mostPrincipalBytes;
    private final long[][] words;
    private final @Nullable Object[][] references;
    private int[] slots;
    private int capacity;
    private int count;
    private long principalBytes;

    CellTable(int mostCells, long mostPrincipalBytes) {
        this.mostCells = mostCells;
        this.mostPrincipalBytes = mostPrincipalBytes;
        int chunks = (mostCells + CHUNK_MASK) >>> CHUNK_BITS;
        words = new long[chunks][];
        references = new @Nullable Object[chunks][];
        Arrays.fill(words, NO_WORDS);
        Arrays.fill(references, NO_REFERENCES);
        capacity = Math.min(CHUNK, mostCells);
        slots = slotsFor(capacity);
    }

    private static int[] slotsFor(int cells) {
        return new int[cells + (cells >> 1) + 1];
    }

    /**
     * Counts a decision in its cell.
     *
     * @param low the lower 64 bits of an IPv6 address, 0 for others
     */
    Recorder.Result count(
            CellKey key,
            Verdict verdict,
            TenantId tenant,
            Channel channel,
            Principal principal,
            long epochMillis,
            long low) {
        int cell = find(key, verdict);
        if (cell != NONE) {
            add(cell, epochMillis, low);
            return Recorder.Result.COUNTED;
        }
        int level = 0;
        if (key.hasAddress()) {
            while (count >= mostAt(level)) {
                level++;
                if (level == CellKey.LEVELS) {
                    return Recorder.Result.DROPPED;
                }
                key.fold(level);
                cell = find(key, verdict);
                if (cell != NONE) {
                    add(cell, epochMillis, 0);
                    return Recorder.Result.FOLDED;
                }
            }
        } else if (count == mostCells) {
            return Recorder.Result.DROPPED;
        }
        long bytes = PrincipalBytes.of(principal);
        if (principalBytes + bytes > mostPrincipalBytes && bytes > 0) {
            return Recorder.Result.DROPPED;
        }
        principalBytes += bytes;
        insert(key, verdict, tenant, channel, principal, epochMillis, level == 0 ? low : 0);
        return level == 0 ? Recorder.Result.COUNTED : Recorder.Result.FOLDED;
    }

    /* How many cells there may be for one more to be opened at a fold level. */
    private int mostAt(int level) {
        return level == CellKey.LEVELS - 1 ? mostCells : mostCells - (mostCells >> 2 + level);
    }

    private int find(CellKey key, Verdict verdict) {
        long hash = key.hash();
        int mark = mark(hash);
        for (int slot = slot(hash); slots[slot] != 0; slot = after(slot)) {
            int found = slots[slot];
            if ((found & ~CELL_MASK) == mark) {
                int cell = (found & CELL_MASK) - 1;
                if (isOf(cell, key, verdict)) {
                    return cell;
                }
            }
        }
        return NONE;
    }

    private boolean isOf(int cell, CellKey key, Verdict verdict) {
        long[] chunk = words[cell >>> CHUNK_BITS];
        int at = (cell & CHUNK_MASK) * WORDS;
        if (chunk[at + HIGH] != key.high
                || chunk[at + TAG] != key.tag
                || chunk[at + FIRST] != key.first
                || chunk[at + SECOND] != key.second) {
            return false;
        }
        return verdict.equals(reference(cell, VERDICT));
    }

    private void add(int cell, long epochMillis, long low) {
        long[] chunk = words[cell >>> CHUNK_BITS];
        int at = (cell & CHUNK_MASK) * WORDS;
        chunk[at + COUNT]++;
        if (epochMillis >= chunk[at + LAST_MILLIS]) {
            chunk[at + LAST_MILLIS] = epochMillis;
            chunk[at + NEWEST_LOW] = low;
        } else if (epochMillis < chunk[at + FIRST_MILLIS]) {
            chunk[at + FIRST_MILLIS] = epochMillis;
        }
    }

    private void insert(
            CellKey key,
            Verdict verdict,
            TenantId tenant,
            Channel channel,
            Principal principal,
            long epochMillis,
            long low) {
        if (count == capacity) {
            grow();
        }
        int cell = count++;
        int chunk = cell >>> CHUNK_BITS;
        if (words[chunk].length == 0) {
            words[chunk] = new long[CHUNK * WORDS];
            references[chunk] = new @Nullable Object[CHUNK * REFERENCES];
        }
        int at = (cell & CHUNK_MASK) * WORDS;
        long[] its = words[chunk];
        its[at + HIGH] = key.high;
        its[at + TAG] = key.tag;
        its[at + FIRST] = key.first;
        its[at + SECOND] = key.second;
        its[at + COUNT] = 1;
        its[at + FIRST_MILLIS] = epochMillis;
        its[at + LAST_MILLIS] = epochMillis;
        its[at + NEWEST_LOW] = low;
        @Nullable Object[] others = references[chunk];
        int from = (cell & CHUNK_MASK) * REFERENCES;
        others[from + VERDICT] = verdict;
        others[from + TENANT] = tenant;
        others[from + CHANNEL] = channel;
        others[from + PRINCIPAL] = principal;
        place(cell, key.hash());
    }

    private void place(int cell, long hash) {
        int slot = slot(hash);
        while (slots[slot] != 0) {
            slot = after(slot);
        }
        slots[slot] = mark(hash) | cell + 1;
    }

    /* The lowest bits of the hash, above a cell's number; the slot comes from the highest. */
    private static int mark(long hash) {
        return (int) hash << CELL_BITS;
    }

    private int slot(long hash) {
        return (int) ((hash >>> 32) * slots.length >>> 32);
    }

    private int after(int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    private void grow() {
        capacity = (int) Math.min(2L * capacity, mostCells);
        slots = slotsFor(capacity);
        for (int cell = 0; cell < count; cell++) {
            place(
                    cell,
                    CellKey.hash(
                            word(cell, HIGH),
                            word(cell, TAG),
                            word(cell, FIRST),
                            word(cell, SECOND)));
        }
    }

    /** Forgets every cell and keeps the room, but for room that was hardly used. */
    void clear() {
        int used = (count + CHUNK_MASK) >>> CHUNK_BITS;
        for (int chunk = 0; chunk < used; chunk++) {
            Arrays.fill(references[chunk], null);
        }
        if (count < capacity / SHRINK_BELOW && capacity > CHUNK) {
            capacity = Math.max(CHUNK, capacity / 2);
            for (int chunk = (capacity + CHUNK_MASK) >>> CHUNK_BITS;
                    chunk < words.length;
                    chunk++) {
                words[chunk] = NO_WORDS;
                references[chunk] = NO_REFERENCES;
            }
            slots = slotsFor(capacity);
        } else {
            Arrays.fill(slots, 0);
        }
        count = 0;
        principalBytes = 0;
    }

    /** Returns how many cells there are. */
    int size() {
        return count;
    }

    /** Returns what this takes of the heap, principals by estimate. */
    long bytes() {
        long bytes = principalBytes + 4L * slots.length + 2L * 4 * words.length + 4 * HEADER_BYTES;
        for (int chunk = 0; chunk < words.length; chunk++) {
            if (words[chunk].length > 0) {
                bytes += 8L * words[chunk].length + 4L * references[chunk].length;
                bytes += 2 * HEADER_BYTES;
            }
        }
        return bytes;
    }

    private long word(int cell, int which) {
        return words[cell >>> CHUNK_BITS][(cell & CHUNK_MASK) * WORDS + which];
    }

    private @Nullable Object reference(int cell, int which) {
        return references[cell >>> CHUNK_BITS][(cell & CHUNK_MASK) * REFERENCES + which];
    }

    private <T> T reference(int cell, int which, Class<T> type) {
        return type.cast(Objects.requireNonNull(reference(cell, which)));
    }

    /** Returns what a cell counts; country and origin are those of its newest address. */
    Observation observation(int cell, GeoData geo) {
        long high = word(cell, HIGH);
        long tag = word(cell, TAG);
        long first = word(cell, FIRST_MILLIS);
        IpAddress newest = CellKey.newest(high, tag, word(cell, NEWEST_LOW));
        return new Observation(
                reference(cell, TENANT, TenantId.class),
                Observation.hourOf(first),
                CellKey.network(high, tag),
                reference(cell, CHANNEL, Channel.class),
                reference(cell, PRINCIPAL, Principal.class),
                Outcome.of(reference(cell, VERDICT, Verdict.class)),
                newest,
                newest == null ? null : country(newest, geo),
                newest != null && geo.hasAsns(newest.family()) ? geo.asn(newest) : 0,
                word(cell, COUNT),
                first,
                word(cell, LAST_MILLIS));
    }

    private static @Nullable CountryCode country(IpAddress address, GeoData geo) {
        if (!geo.hasCountries(address.family())) {
            return null;
        }
        CountryCode country = geo.country(address);
        return country.equals(CountryCode.UNKNOWN) ? null : country;
    }
}
