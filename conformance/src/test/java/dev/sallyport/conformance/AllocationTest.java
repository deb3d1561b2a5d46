package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.testkit.Scenario;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deciding allocates nothing once warm: every kind of rule, source, grant, address and outcome. */
final class AllocationTest {

    private static final int SCENARIOS = 60;
    private static final int REQUESTS = 60;
    private static final int ROUNDS = 60;
    private static final int ATTEMPTS = 5;

    private record Asked(TenantSnapshot snapshot, Request request) {}

    @Test
    void a_warm_decision_allocates_nothing() {
        List<Asked> asked = asked();
        for (int round = 0; round < ROUNDS; round++) {
            decideAll(asked);
        }
        // The compiler may still be at work behind the first attempts.
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            least = Math.min(least, allocatedBy(asked));
        }
        assertThat(least).as("bytes allocated by %d decisions", ROUNDS * asked.size()).isZero();
    }

    private static long allocatedBy(List<Asked> asked) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long denied = 0;
        for (int round = 0; round < ROUNDS; round++) {
            denied += decideAll(asked);
        }
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(denied)
                .as("some are denied, some are not")
                .isBetween(1L, (long) ROUNDS * asked.size() - 1);
        return after - before;
    }

    private static int decideAll(List<Asked> all) {
        int denied = 0;
        for (int i = 0; i < all.size(); i++) {
            Asked asked = all.get(i);
            denied += asked.snapshot().decide(asked.request()).evaluated() == Effect.DENY ? 1 : 0;
        }
        return denied;
    }

    /* All requests at the instant their snapshot is compiled for: another one may have to compile first. */
    private static List<Asked> asked() {
        List<Asked> asked = new ArrayList<>();
        for (int number = 0; number < SCENARIOS; number++) {
            Scenario scenario = Differential.scenario(Seed.VALUE, number, REQUESTS);
            TenantSnapshot snapshot = TenantSnapshot.compile(scenario.state(), Given.NOW);
            for (Request request : scenario.requests()) {
                asked.add(
                        new Asked(
                                snapshot,
                                new Request(
                                        request.client(),
                                        Given.NOW,
                                        request.channel(),
                                        request.principal())));
            }
        }
        return asked;
    }
}
