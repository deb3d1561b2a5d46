package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The counters of the most frequent keys: few, and not to be flooded. */
final class HeavyHittersTest {

    @Test
    void fewKeysAreCountedExactly() {
        HeavyHitters<String> hitters = new HeavyHitters<>(4);
        for (int i = 0; i < 3; i++) {
            hitters.add("a", 10 + i);
        }
        hitters.add("b", 20);

        assertThat(hitters.counts())
                .containsExactlyInAnyOrder(
                        new HeavyHitters.Count<>("a", 3, 0, 10, 12),
                        new HeavyHitters.Count<>("b", 1, 0, 20, 20));
    }

    /** A flood of hosts that come once neither grows the table nor drives out what came before. */
    @Test
    void aFloodOfStrangersDrivesOutNothingFrequent() {
        HeavyHitters<String> hitters = new HeavyHitters<>(1024);
        for (int i = 0; i < 100; i++) {
            for (int n = 0; n < 500; n++) {
                hitters.add("frequent-" + i, n);
            }
        }
        for (int i = 0; i < 2_000_000; i++) {
            hitters.add("stranger-" + i, 1000);
        }

        List<HeavyHitters.Count<String>> counts = hitters.counts();
        assertThat(counts).hasSize(1024);
        assertThat(counts)
                .filteredOn(each -> each.key().startsWith("frequent-"))
                .hasSize(100)
                .allSatisfy(each -> assertThat(each.count()).isEqualTo(500));
        assertThat(counts)
                .filteredOn(each -> each.key().startsWith("stranger-"))
                .allSatisfy(each -> assertThat(each.count()).isLessThan(500));
    }

    /** Also in the midst of a flood a key that keeps coming is found. */
    @Test
    void aNewcomerThatKeepsComingIsFoundInTheFlood() {
        HeavyHitters<String> hitters = new HeavyHitters<>(64);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 300_000; i++) {
            hitters.add(random.nextInt(20) == 0 ? "steady" : "stranger-" + i, i);
        }

        HeavyHitters.Count<String> most =
                hitters.counts().stream()
                        .max((a, b) -> Long.compare(a.count(), b.count()))
                        .orElseThrow();
        assertThat(most.key()).isEqualTo("steady");
        assertThat(most.count() - most.error()).isBetween(5_000L, 16_000L);
    }
}
