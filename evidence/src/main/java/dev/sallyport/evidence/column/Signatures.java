package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.AddressMap;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/*
 * Distinct sets of bits of an AddressMap, numbered from 0, kept apart by the sort of address that they are about, because
 * doubt differs by family. Not thread-safe.
 */
final class Signatures {

    /** What sort of address a set is about. */
    enum Sort {
        IPV4,
        IPV6,
        UNDETERMINED
    }

    /* INVARIANT: the bits of a key in the map are never written to again. */
    private record Key(Sort sort, BitSet bits) {}

    private final Map<Key, Integer> numbers;

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

    /** Returns the number of a set. */
    int number(Sort sort, BitSet bits) {
        Integer known = numbers.putIfAbsent(new Key(sort, bits), numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    /** Returns the numbers of the blocks of a map; each block is looked at once. */
    IntUnaryOperator numbers(AddressMap map, Sort sort) {
        int[] behind = new int[map.blockBound()];
        return block -> {
            if (behind[block] == 0) {
                behind[block] = number(sort, map.bits(block)) + 1;
            }
            return behind[block] - 1;
        };
    }
}
