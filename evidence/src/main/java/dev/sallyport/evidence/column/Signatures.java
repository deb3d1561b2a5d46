package dev.sallyport.evidence.column;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/*
 * Distinct sets of bits, numbered from 0. A bit is one side of one rule, or one grant, that holds an address. The last word
 * of a set says what sort of address it is about, because doubt differs by family. Not thread-safe.
 */
final class Signatures {

    static final long IPV4 = 1;
    static final long IPV6 = 2;
    static final long UNDETERMINED = 3;

    private static final int RECENT = 4;

    private final Map<Key, Integer> numbers;

    /* The last few sets that were asked for: as a rule it is one of them again. */
    private final long[][] recent = new long[RECENT][0];
    private final int[] recentNumbers = new int[RECENT];
    private int oldest;

    Signatures() {
        numbers = new HashMap<>();
    }

    /** Copies the known sets, with their numbers. */
    Signatures(Signatures known) {
        numbers = new HashMap<>(known.numbers);
    }

    int size() {
        return numbers.size();
    }

    /** Returns the number of a set, which is copied if it is new. */
    int number(long[] bits) {
        for (int i = 0; i < RECENT; i++) {
            if (Arrays.equals(recent[i], bits)) {
                return recentNumbers[i];
            }
        }
        Key key = new Key(bits.clone());
        Integer known = numbers.putIfAbsent(key, numbers.size());
        recent[oldest] = key.bits;
        recentNumbers[oldest] = known == null ? numbers.size() - 1 : known;
        int number = recentNumbers[oldest];
        oldest = (oldest + 1) % RECENT;
        return number;
    }

    /* INVARIANT: a key in the map is never written to again. */
    private static final class Key {
        private final long[] bits;
        private final int hash;

        Key(long[] bits) {
            this.bits = bits;
            hash = Arrays.hashCode(bits);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bits, key.bits);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
