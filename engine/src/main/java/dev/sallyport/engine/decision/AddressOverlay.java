package dev.sallyport.engine.decision;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/*
 * Layers of intervals laid over each other: cut wherever one of them is, with the bits of all.
 *
 *   one        {}  |    a    |    {}
 *   other        {}     |    b    | {}
 *   together   {}  | a  | ab | b  | {}
 *
 * Not thread-safe.
 */
final class AddressOverlay {

    private final List<AddressLayer> layers;
    private final BitBlocks blocks;
    private final long[] bits;

    /** Lays over each other layers whose blocks have that many words. */
    AddressOverlay(List<AddressLayer> layers, int words) {
        this.layers = layers;
        blocks = new BitBlocks(words);
        bits = new long[words];
    }

    /** Returns the intervals of one family, whose values are offsets in {@link #bits}. */
    IntervalsBuilder together(Function<AddressLayer, AddressIntervals> family) {
        List<Position> positions =
                layers.stream()
                        .map(layer -> new Position(family.apply(layer), layer.bits()))
                        .toList();
        IntervalsBuilder intervals =
                new IntervalsBuilder(positions.stream().mapToInt(Position::count).sum());
        intervals.add(0, 0, block(positions));
        while (true) {
            Position first = positions.getFirst();
            for (Position position : positions) {
                first = position.stepsBefore(first) ? position : first;
            }
            if (!first.hasNext()) {
                return intervals;
            }
            long high = first.nextHigh();
            long low = first.nextLow();
            positions.forEach(position -> position.stepTo(high, low));
            intervals.add(high, low, block(positions));
        }
    }

    private int block(List<Position> positions) {
        Arrays.fill(bits, 0);
        positions.forEach(position -> position.addTo(bits));
        return blocks.intern(bits);
    }

    /** Returns all blocks of bits, laid out as in BitBlocks. */
    long[] bits() {
        return blocks.toArray();
    }

    /* The interval of a layer that has been entered. */
    private static final class Position {

        private final AddressIntervals intervals;
        private final AddressLayer.Bits bits;
        private int at;

        Position(AddressIntervals intervals, AddressLayer.Bits bits) {
            this.intervals = intervals;
            this.bits = bits;
        }

        int count() {
            return intervals.count();
        }

        boolean hasNext() {
            return at + 1 < intervals.count();
        }

        long nextHigh() {
            return intervals.high(at + 1);
        }

        long nextLow() {
            return intervals.low(at + 1);
        }

        boolean stepsBefore(Position other) {
            if (!hasNext() || !other.hasNext()) {
                return hasNext();
            }
            int byHigh = Long.compareUnsigned(nextHigh(), other.nextHigh());
            return byHigh != 0 ? byHigh < 0 : Long.compareUnsigned(nextLow(), other.nextLow()) < 0;
        }

        /* Enters the next interval if it begins there. */
        void stepTo(long high, long low) {
            if (hasNext() && nextHigh() == high && nextLow() == low) {
                at++;
            }
        }

        void addTo(long[] together) {
            int block = intervals.block(at);
            for (int word = 0; word < together.length; word++) {
                together[word] |= bits.word(block, word);
            }
        }
    }
}
