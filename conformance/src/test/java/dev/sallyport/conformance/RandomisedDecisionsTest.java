package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.testkit.EmbeddedForm;
import dev.sallyport.testkit.NaiveOracle;
import dev.sallyport.testkit.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * More than a million seeded decisions in tiny, realistic and hostile tenants: the engine gives the
 * oracle's whole verdict, and on a share its explanation. The campaign asserts that it met
 * everything that semantics section 5 can come to and that every embedded form, every place of
 * doubt and the boundaries in time made a difference.
 */
final class RandomisedDecisionsTest {

    private static final int SCENARIOS = 17_500;
    private static final int REQUESTS = 60;
    private static final int EXAMINED_EACH = 11;

    @Test
    void engine_and_oracle_give_equal_verdicts() {
        NaiveOracle oracle = new NaiveOracle();
        Tally tally = new Tally();
        int asked = 0;
        for (int number = 0; number < SCENARIOS; number++) {
            Scenario scenario = Differential.scenario(Seed.VALUE, number, REQUESTS);
            String mismatch = Differential.mismatch(scenario);
            if (mismatch != null) {
                fail("campaign seed " + Seed.VALUE + ", " + mismatch);
            }
            for (Request request : scenario.requests()) {
                if (asked++ % EXAMINED_EACH == 0) {
                    Verdict verdict = oracle.decide(scenario.state(), request);
                    tally.add(request, verdict);
                    tally.addWhatMattered(scenario.state(), request, verdict);
                }
            }
        }
        System.out.printf(
                "%,d decisions compared, campaign seed %d; of one in %d:%n",
                asked, Seed.VALUE, EXAMINED_EACH);
        tally.counts().forEach((what, count) -> System.out.printf("  %7d  %s%n", count, what));

        assertThat(asked).isGreaterThanOrEqualTo(1_000_000);
        assertNotVacuous(tally);
    }

    private static void assertNotVacuous(Tally tally) {
        for (Reason reason : reasons()) {
            assertMet(tally, "reason " + reason.code(), 300);
        }
        for (String effect : List.of("ALLOW", "DENY")) {
            assertMet(tally, "evaluated " + effect, 10_000);
            assertMet(tally, "enforced " + effect, 10_000);
            assertMet(tally, "undetermined " + effect, 1_000);
            assertMet(tally, "ambiguous " + effect, 1_000);
        }
        assertMet(tally, "enforced otherwise than evaluated", 1_000);
        assertMet(tally, "draft otherwise than evaluated", 1_000);
        assertMet(tally, "trial otherwise than evaluated", 300);
        for (String place :
                List.of("deny sources", "deny except", "allow sources", "allow except")) {
            assertMet(tally, "doubt mattered in " + place, 300);
        }
        for (EmbeddedForm form : EmbeddedForm.values()) {
            assertMet(tally, "embedded form mattered: " + form, 20);
        }
        assertMet(tally, "boundary in time hit on the millisecond", 300);
        assertMet(tally, "determined by entry of a list", 500);
        assertMet(tally, "determined by prefix, determined", 500);
        assertMet(tally, "determined by prefix, undetermined", 100);
        assertMet(tally, "determined by range, determined", 500);
        assertMet(tally, "determined by country, determined", 300);
        assertMet(tally, "determined by country, undetermined", 50);
        assertMet(tally, "determined by asn, determined", 300);
        assertMet(tally, "determined by any, determined", 300);
        assertMet(tally, "determined by any, undetermined", 20);
        assertMet(tally, "determined by list never loaded, determined", 100);
    }

    private static void assertMet(Tally tally, String what, int atLeast) {
        assertThat(tally.count(what)).as(what).isGreaterThanOrEqualTo(atLeast);
    }

    /* Every reason that deciding by a tenant's state can have; the other three belong to requests without one. */
    private static List<Reason> reasons() {
        RuleId rule = new RuleId("a");
        return List.of(
                new Reason.BreakGlass("a"),
                new Reason.ClientNotAuthorized(),
                new Reason.DeniedByRule(rule),
                new Reason.AllowedByRule(rule),
                new Reason.Granted("a"),
                new Reason.Exempted("a"),
                new Reason.NotInAllowList(),
                new Reason.NoRestriction());
    }
}
