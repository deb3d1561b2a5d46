package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The hash of a record covers everything it says and the record before. */
final class AuditChainTest {

    private static final AuditEvent EVENT =
            AuditEvent.of(AuditAction.POLICY_PUBLISHED, Fixture.operator(), Fixture.ACME)
                    .target("7")
                    .overriding(List.of("a", "b"));

    @Test
    void everyPartCounts() {
        List<String> hashes =
                List.of(
                        AuditChain.hash(1, EVENT, AuditChain.GENESIS),
                        AuditChain.hash(2, EVENT, AuditChain.GENESIS),
                        AuditChain.hash(1, EVENT, "1" + AuditChain.GENESIS.substring(1)),
                        AuditChain.hash(1, EVENT.target("8"), AuditChain.GENESIS),
                        AuditChain.hash(1, EVENT.overriding(List.of("ab")), AuditChain.GENESIS),
                        AuditChain.hash(1, EVENT.overriding(List.of()), AuditChain.GENESIS),
                        AuditChain.hash(1, with("", "7x"), AuditChain.GENESIS),
                        AuditChain.hash(1, with("x", "7"), AuditChain.GENESIS),
                        AuditChain.hash(1, with("7", "x"), AuditChain.GENESIS),
                        AuditChain.hash(1, altering("/a", "b", "c"), AuditChain.GENESIS),
                        AuditChain.hash(1, altering("/a", "bc", ""), AuditChain.GENESIS),
                        AuditChain.hash(1, altering("/a", "", "bc"), AuditChain.GENESIS),
                        AuditChain.hash(1, altering("/ab", "", "c"), AuditChain.GENESIS));

        Set<String> distinct = new HashSet<>(hashes);
        assertThat(distinct).hasSameSizeAs(hashes).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    private static AuditEvent altering(String what, String before, String after) {
        return EVENT.altering(List.of(new Alteration(what, before, after)));
    }

    private static AuditEvent with(String target, String reason) {
        return new AuditEvent(
                EVENT.at(),
                EVENT.action(),
                EVENT.actor(),
                EVENT.address(),
                EVENT.requestId(),
                null,
                target,
                reason,
                List.of(),
                List.of());
    }

    /* Computed when records had no alterations; a record of that time must verify for ever. */
    @Test
    void recordWithoutAlterationsHasTheHashItAlwaysHad() {
        AuditEvent old =
                new AuditEvent(
                        Instant.parse("2026-01-31T12:00:00Z"),
                        AuditAction.POLICY_PUBLISHED,
                        "client:c1",
                        "192.0.2.1",
                        "r1",
                        Fixture.ACME,
                        "7",
                        "because",
                        List.of("policy.would-lock-out"),
                        List.of());

        assertThat(AuditChain.hash(3, old, AuditChain.GENESIS))
                .isEqualTo("417fb610d2a269b4d11915628f6f27885d230de74a0a47ef253e295b4d7c0876");
    }

    @Test
    void tooManyAlterationsAreCounted() {
        List<Alteration> many =
                IntStream.range(0, 250).mapToObj(i -> new Alteration("/" + i, "", "x")).toList();

        List<Alteration> kept = EVENT.altering(many).alterations();

        assertThat(kept).hasSize(Alteration.MAX_COUNT + 1);
        assertThat(kept.getLast()).isEqualTo(new Alteration("/more", "", "150 more"));
        assertThat(EVENT.altering(kept).target("8").alterations()).isEqualTo(kept);
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        String text = "a" + "\ud83d\ude00".repeat(400);

        String cut = new Alteration("/name", text, "").before();

        assertThat(cut).hasSizeLessThanOrEqualTo(Alteration.MAX_LENGTH).endsWith("\ude00…");
    }

    @Test
    void changedRecordIsNotIntact() {
        AuditRecord record = AuditRecord.chained(1, EVENT, AuditChain.GENESIS);
        AuditRecord changed =
                new AuditRecord(1, EVENT.target("8"), AuditChain.GENESIS, record.hash());

        assertThat(record.isIntact()).isTrue();
        assertThat(changed.isIntact()).isFalse();
    }
}
