package dev.sallyport.evidence.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class RadixSortTest {

    @RepeatedTest(50)
    void ordersByUpperBitsAndKeepsTheRest(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        long[] numbers =
                random.longs(random.nextInt(5_000))
                        .map(number -> number >>> 1 & -(1L << random.nextInt(62)))
                        .toArray();
        long[] expected =
                Arrays.stream(numbers)
                        .boxed()
                        .sorted((one, other) -> Long.compare(one >>> 31, other >>> 31))
                        .mapToLong(Long::longValue)
                        .toArray();

        assertThat(RadixSort.sorted(numbers.clone())).containsExactly(expected);
    }

    @Test
    void ordersTheEndsOfTheAddressSpace() {
        long last = 0xFFFF_FFFFL << 31;

        assertThat(RadixSort.sorted(new long[] {last | 1, 0, last, 1L << 31}))
                .containsExactly(0, 1L << 31, last | 1, last);
    }
}
