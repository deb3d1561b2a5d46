package dev.sallyport.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Interval look-ups against a linear count, at and beside every boundary, evenly spread and crowded
 * together.
 */
class IntervalsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 10, 33, 150, 1_000, 10_000})
    void ipv4AgreesWithALinearCount(int count) {
        for (int width : new int[] {32, 31, 20, 14}) {
            SplittableRandom random = new SplittableRandom(count * 64L + width);
            int base = random.nextInt();
            long[] boundaries =
                    random.longs(count - 1L)
                            .map(value ->
                                    Integer.toUnsignedLong(base + (int) (value >>> 64 - width)))
                            .toArray();
            check(boundaries, random);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL})
    void ipv4KeepsTheEndsOfTheSpace(long extreme) {
        check(new long[] {extreme}, new SplittableRandom(1));
        check(
                new long[] {1, 2, 3, 4, 5, 6, 7, 8, 9, extreme, 0xFFFF_FFFFL},
                new SplittableRandom(2));
    }

    private static void check(long[] unsorted, SplittableRandom random) {
        long[] boundaries =
                LongStream.concat(LongStream.of(0), Arrays.stream(unsorted))
                        .sorted()
                        .distinct()
                        .toArray();
        int[] addresses = Arrays.stream(boundaries).mapToInt(value -> (int) value).toArray();
        int[] values = random.ints(addresses.length).toArray();
        Ipv4Intervals intervals = new Ipv4Intervals(addresses, values);
        for (long boundary : boundaries) {
            for (int offset = -1; offset <= 1; offset++) {
                checkOne(intervals, boundaries, values, boundary + offset & 0xFFFF_FFFFL);
            }
        }
        for (int i = 0; i < 2_000; i++) {
            checkOne(intervals, boundaries, values, Integer.toUnsignedLong(random.nextInt()));
        }
    }

    private static void checkOne(
            Ipv4Intervals intervals, long[] boundaries, int[] values, long address) {
        int rank = -1;
        for (long boundary : boundaries) {
            rank += boundary <= address ? 1 : 0;
        }
        assertThat(intervals.value((int) address))
                .as("address %s", address)
                .isEqualTo(values[rank]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 100, 1_000})
    void ipv6AgreesWithALinearCount(int count) {
        SplittableRandom random = new SplittableRandom(count);
        long[][] pairs = new long[count][];
        pairs[0] = new long[] {0, 0};
        for (int i = 1; i < count; i++) {
            /* Many share their upper half, as hosts of one /64 do. */
            pairs[i] = new long[] {random.nextInt(8) * 0x2000_0000_0000_0000L, random.nextLong()};
        }
        Arrays.sort(pairs, IntervalsTest::compare);
        int[] values = random.ints(count).toArray();
        Ipv6Intervals intervals =
                new Ipv6Intervals(
                        Arrays.stream(pairs).mapToLong(pair -> pair[0]).toArray(),
                        Arrays.stream(pairs).mapToLong(pair -> pair[1]).toArray(),
                        values);
        for (long[] pair : pairs) {
            for (int offset = -1; offset <= 1; offset++) {
                long[] address = {pair[0], pair[1] + offset};
                int rank = -1;
                for (long[] boundary : pairs) {
                    rank += compare(boundary, address) <= 0 ? 1 : 0;
                }
                assertThat(intervals.value(address[0], address[1])).isEqualTo(values[rank]);
            }
        }
    }

    private static int compare(long[] one, long[] other) {
        int byHigh = Long.compareUnsigned(one[0], other[0]);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(one[1], other[1]);
    }
}
