package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.DecisionTrace;
import dev.sallyport.engine.decision.DecisionTracer;
import dev.sallyport.engine.decision.Explainer;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.RuleTrace;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.testkit.Scenario;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What people are told of a decision adds up to it: from the single rules as they are traced
 * follows what was decided, in random tenants of every style.
 */
final class TraceTest {

    private static final int SCENARIOS = 1_500;
    private static final int REQUESTS = 30;

    private final Map<RuleTrace.State, Integer> states = new EnumMap<>(RuleTrace.State.class);
    private int inDoubt;

    @Test
    void theRulesAsTheyAreTracedComeToWhatWasDecided() {
        for (int number = 0; number < SCENARIOS; number++) {
            Scenario scenario = Differential.scenario(Seed.VALUE, number, REQUESTS);
            for (Request request : scenario.requests()) {
                TenantSnapshot snapshot =
                        TenantSnapshot.compile(scenario.state(), request.epochMillis());
                DecisionTrace trace = DecisionTracer.trace(snapshot, request);
                String about = "scenario " + number + ": " + request + "\n" + trace;
                assertThat(trace.decision())
                        .as(about)
                        .isEqualTo(Explainer.explain(snapshot, request));
                compare(trace, about);
                count(trace);
            }
        }
        System.out.println("rules traced: " + states + ", entries in doubt: " + inDoubt);
        for (RuleTrace.State state : RuleTrace.State.values()) {
            assertThat(states.getOrDefault(state, 0)).as("%s", state).isGreaterThan(300);
        }
        assertThat(inDoubt).isGreaterThan(1_000);
    }

    private static void compare(DecisionTrace trace, String about) {
        Reason reason = trace.decision().verdict().reason();
        switch (reason) {
            case Reason.BreakGlass ignored -> {}
            case Reason.ClientNotAuthorized ignored -> {}
            case Reason.DeniedByRule(RuleId rule) ->
                    assertThat(matching(trace, Effect.DENY)).as(about).contains(rule);
            case Reason.AllowedByRule(RuleId rule) -> {
                assertThat(matching(trace, Effect.DENY)).as(about).isEmpty();
                assertThat(matching(trace, Effect.ALLOW)).as(about).contains(rule);
            }
            case Reason.Granted ignored -> assertNoneMatches(trace, about);
            case Reason.Exempted ignored -> assertNoneMatches(trace, about);
            case Reason.NotInAllowList ignored -> {
                assertNoneMatches(trace, about);
                assertThat(restricts(trace)).as(about).isTrue();
            }
            case Reason.NoRestriction ignored -> {
                assertNoneMatches(trace, about);
                assertThat(restricts(trace)).as(about).isFalse();
            }
            case Reason.TenantUnknown ignored -> throw new AssertionError(about);
            case Reason.NotReady ignored -> throw new AssertionError(about);
            case Reason.RequestAmbiguous ignored -> throw new AssertionError(about);
        }
        assertThat(trace.draft() == null ? null : trace.draft().verdict().evaluated())
                .as(about)
                .isEqualTo(trace.decision().verdict().draft());
        assertThat(trace.trial() == null ? null : trace.trial().verdict().evaluated())
                .as(about)
                .isEqualTo(trace.decision().verdict().trial());
    }

    private static Optional<RuleId> matching(DecisionTrace trace, Effect effect) {
        return trace.rules().stream()
                .filter(rule -> rule.effect() == effect && rule.isMatching())
                .map(RuleTrace::id)
                .findFirst();
    }

    private static void assertNoneMatches(DecisionTrace trace, String about) {
        assertThat(trace.rules()).as(about).noneMatch(RuleTrace::isMatching);
    }

    private static boolean restricts(DecisionTrace trace) {
        return trace.rules().stream()
                .anyMatch(rule -> rule.effect() == Effect.ALLOW && rule.isApplicable());
    }

    private void count(DecisionTrace trace) {
        for (RuleTrace rule : trace.rules()) {
            states.merge(rule.state(), 1, Integer::sum);
            inDoubt +=
                    (int)
                            rule.sources().found().stream()
                                    .filter(found -> !found.isCertain())
                                    .count();
        }
    }
}
