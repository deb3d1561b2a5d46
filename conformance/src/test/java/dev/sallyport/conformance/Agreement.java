package dev.sallyport.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.testkit.NaiveOracle;
import java.util.List;

/* Asserts that engine and oracle agree, and counts how often; a failure shows the smallest case. */
final class Agreement {

    private final NaiveOracle oracle = new NaiveOracle();
    private long decisions;

    /** Returns how many decisions were compared. */
    long decisions() {
        return decisions;
    }

    /**
     * Asserts that every request gets the oracle's verdict from the state compiled at the given
     * instant.
     */
    void check(TenantState state, long compiledAtMillis, List<Request> requests) {
        TenantSnapshot snapshot = TenantSnapshot.compile(state, compiledAtMillis);
        for (Request request : requests) {
            decisions++;
            if (!oracle.decide(state, request).equals(snapshot.decide(request))) {
                fail(Differential.mismatch(state, compiledAtMillis, List.of(request)));
            }
        }
    }

    /** Returns the verdict on which engine and oracle agree. */
    Verdict verdict(TenantState state, Request request) {
        check(state, Given.NOW, List.of(request));
        return oracle.decide(state, request);
    }
}
