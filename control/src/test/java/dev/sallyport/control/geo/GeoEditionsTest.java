package dev.sallyport.control.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.memory.InMemoryTransactions;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeoEditionsTest {

    private static List<AuditEvent> audit(Transactions transactions) {
        return transactions.read(repositories ->
                repositories.audit().after(0, 100).stream()
                        .map(record -> record.event())
                        .filter(event -> event.action() == AuditAction.GEO_REPLACED)
                        .toList());
    }

    /** Semantics section 1: "any change that can alter a decision advances it: … geo data". */
    @Test
    void otherDataAdvancesEverySequenceAndIsAuditedAndAnnounced() {
        Fixture fixture = new Fixture();
        GeoEditions editions = new GeoEditions(fixture.transactions);
        long before = sequence(fixture);

        assertThat(editions.adopt("one", "2025-11-01", Fixture.operator())).isTrue();
        assertThat(sequence(fixture)).isEqualTo(before + 1);
        assertThat(fixture.changes).containsExactly(new Change.GeoReplaced());
        assertThat(editions.adopt("one", "2025-11-01", Fixture.operator())).isFalse();
        assertThat(sequence(fixture)).isEqualTo(before + 1);
        editions.replace(
                "two", "2025-11-01", List.of(ProblemCode.GEO_TOO_DIFFERENT), Fixture.operator());
        assertThat(sequence(fixture)).isEqualTo(before + 2);
        assertThat(editions.adopt("two", "2025-11-01", Fixture.operator())).isFalse();
        assertThat(editions.adopt("", "", Fixture.operator())).isTrue();

        assertThat(audit(fixture.transactions))
                .extracting(AuditEvent::target)
                .containsExactly("2025-11-01", "2025-11-01", "none");
        assertThat(audit(fixture.transactions).get(1).overrides())
                .containsExactly("geo.too-different");
    }

    @Test
    void noDataWhereThereNeverWasAnyIsNoChange() {
        InMemoryTransactions transactions = new InMemoryTransactions();

        assertThat(new GeoEditions(transactions).adopt("", "", Fixture.operator())).isFalse();
        assertThat(audit(transactions)).isEmpty();
    }

    private static long sequence(Fixture fixture) {
        return fixture.transactions.read(
                repositories -> repositories.sequences().current(Fixture.ACME));
    }
}
