package dev.sallyport.egress.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a list says, how two differ, and that aggregation loses and adds nothing. */
final class EgressListTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");

    private static EgressPrefix prefix(
            String text, Direction direction, @Nullable Instant end, @Nullable String label) {
        return new EgressPrefix(IpPrefix.parse(text), "default", direction, T, end, label);
    }

    private static EgressPrefix prefix(String text) {
        return prefix(text, Direction.OUTBOUND, null, null);
    }

    @Test
    void prefixesAreThoseOfTheDirectionThatAreListed() {
        Instant end = T.plusSeconds(100);
        EgressList list =
                new EgressList(
                        "us-east-1",
                        7,
                        T,
                        List.of(
                                prefix("52.0.0.2/32", Direction.INBOUND, null, null),
                                prefix("2600::/32", Direction.BOTH, null, null),
                                prefix("52.0.0.1/32", Direction.OUTBOUND, end, null)));
        assertThat(list.prefixes(Direction.OUTBOUND, T))
                .containsExactly(IpPrefix.parse("52.0.0.1/32"), IpPrefix.parse("2600::/32"));
        assertThat(list.prefixes(Direction.OUTBOUND, end)).hasSize(2);
        assertThat(list.prefixes(Direction.OUTBOUND, end.plusNanos(1))).hasSize(1);
        assertThat(list.prefixes(Direction.INBOUND, T)).hasSize(2);
        assertThat(list.prefixes(Direction.BOTH, T)).hasSize(3);
        assertThat(list.prefixes(Direction.OUTBOUND, T.minusSeconds(1000)))
                .as("announced ahead of use")
                .hasSize(2);
    }

    @Test
    void whatIsNoListIsRefused() {
        assertThatThrownBy(() -> new EgressList("US", 1, T, List.of()))
                .hasMessageContaining("region");
        assertThatThrownBy(() -> new EgressList("us", 0, T, List.of()))
                .hasMessageContaining("serial");
        assertThatThrownBy(() ->
                        new EgressList(
                                "us", 1, T, List.of(prefix("52.0.0.1/32"), prefix("52.0.0.1/32"))))
                .hasMessageContaining("once");
        assertThatThrownBy(() -> prefix("52.0.0.1/32", Direction.BOTH, T.minusSeconds(1), null))
                .hasMessageContaining("ends after");
        assertThatThrownBy(() -> prefix("52.0.0.1/32", Direction.BOTH, null, "a\nb"))
                .hasMessageContaining("label");
    }

    @Test
    void differenceSaysWhatChangedInWords() {
        List<EgressPrefix> before =
                List.of(
                        prefix("52.0.0.1/32"),
                        prefix("52.0.0.2/32", Direction.OUTBOUND, null, "NAT a"),
                        prefix("52.0.0.3/32"));
        List<EgressPrefix> after =
                List.of(
                        prefix("52.0.0.4/32"),
                        prefix("52.0.0.3/32"),
                        prefix("52.0.0.2/32", Direction.BOTH, T.plusSeconds(3600), null));
        EgressDifference difference = EgressDifference.between(before, after);
        assertThat(difference.words())
                .containsExactly(
                        "52.0.0.4/32 of default is new, outbound, in use not before"
                                + " 2026-06-01T00:00:00Z",
                        "52.0.0.1/32 of default is no longer listed",
                        "52.0.0.2/32 of default is both, was outbound",
                        "52.0.0.2/32 of default is listed until 2026-06-01T01:00:00Z, was without end",
                        "52.0.0.2/32 of default is labelled nothing, was `NAT a`");
        assertThat(EgressDifference.between(after, after).isEmpty()).isTrue();
    }

    /** The aggregate holds exactly the same addresses in fewer prefixes, none inside another. */
    @Test
    void aggregationIsLossless() {
        Random random = new Random(20260601);
        int fewer = 0;
        for (int round = 0; round < 300; round++) {
            List<IpPrefix> prefixes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                prefixes.add(
                        IpPrefix.around(
                                IpAddress.ipv4(0x34000000 | random.nextInt(256)),
                                24 + random.nextInt(9)));
                prefixes.add(
                        IpPrefix.around(
                                IpAddress.ipv6(0x2600L << 48, random.nextInt(64)),
                                122 + random.nextInt(7)));
            }
            List<IpPrefix> aggregate = EgressList.aggregated(prefixes);
            for (int i = 0; i < 512; i++) {
                IpAddress four = IpAddress.ipv4(0x34000000 + i);
                assertThat(aggregate.stream().filter(p -> p.contains(four)).count())
                        .isEqualTo(prefixes.stream().anyMatch(p -> p.contains(four)) ? 1 : 0);
            }
            assertThat(IpSet.ofPrefixes(aggregate)).isEqualTo(IpSet.ofPrefixes(prefixes));
            assertThat(aggregate).isSorted().doesNotHaveDuplicates();
            fewer += aggregate.size() < prefixes.stream().distinct().count() ? 1 : 0;
        }
        assertThat(fewer).isGreaterThan(200);
    }
}
