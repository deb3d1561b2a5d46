package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
                        AuditChain.hash(1, with("7", "x"), AuditChain.GENESIS));

        Set<String> distinct = new HashSet<>(hashes);
        assertThat(distinct).hasSameSizeAs(hashes).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
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
                List.of());
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
