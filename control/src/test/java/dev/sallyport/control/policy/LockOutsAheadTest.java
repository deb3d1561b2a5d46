package dev.sallyport.control.policy;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.operator;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static dev.sallyport.control.Fixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.doctor.LockOutCheck;
import dev.sallyport.control.guard.LockOutAhead;
import dev.sallyport.engine.policy.Mode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Admins move after a publish; boundaries ahead are looked at with those of today. */
final class LockOutsAheadTest {

    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    private final Fixture fixture = new Fixture();
    private final LockOutsAhead lockOuts =
            new LockOutsAhead(fixture.transactions, fixture.witnesses, () -> Surroundings.NONE);

    private long noted() {
        return fixture.audit().stream()
                .filter(each -> each.event().action() == AuditAction.LOCK_OUT_AHEAD)
                .filter(each -> each.event().target().equals(APRIL.toString()))
                .count();
    }

    @Test
    void boundaryAheadIsFoundAndNotedOnce() {
        fixture.published(
                policy(
                        Mode.ENFORCE,
                        allow(
                                "x",
                                prefix("198.51.100.0/24"),
                                prefix("203.0.113.0/24", until(APRIL.toString())))));
        assertThat(lockOuts.look(operator())).isEmpty();
        fixture.sawAdmin("alice", "203.0.113.9");

        List<LockOutAhead> found = lockOuts.look(operator());
        assertThat(found).containsExactly(new LockOutAhead(ACME, APRIL, false, 1));
        assertThat(lockOuts.look(operator())).isEqualTo(found);
        assertThat(noted()).isEqualTo(1);
        assertThat(new LockOutCheck(found).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("policy.lock-out-ahead");
                    assertThat(finding.seen()).endsWith("from 2026-04-01T00:00:00Z on");
                });

        fixture.sawAdmin("bob", "198.51.100.9");
        assertThat(lockOuts.look(operator())).as("bob gets in").isEmpty();
    }

    @Test
    void lockedOutAlreadyIsFound() {
        fixture.published(policy(Mode.ENFORCE, allow("x", prefix("198.51.100.0/24"))));
        fixture.sawAdmin("alice", "203.0.113.9");

        assertThat(lockOuts.look(operator())).containsExactly(new LockOutAhead(ACME, NOW, true, 1));
        assertThat(noted()).isZero();
    }

    @Test
    void whatOnlyMonitorsIsLeftOut() {
        fixture.published(policy(Mode.MONITOR, allow("x", prefix("198.51.100.0/24"))));
        fixture.sawAdmin("alice", "203.0.113.9");

        assertThat(lockOuts.look(operator())).isEmpty();
    }
}
