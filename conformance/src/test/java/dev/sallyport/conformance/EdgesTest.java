package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.testkit.NaiveOracle;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of the table in semantics section 7 that the engine answers for. */
final class EdgesTest {

    private static final Instant NOW = Instant.ofEpochMilli(Given.NOW);
    private static final Life PAST = new Life(true, Instant.MIN, NOW);
    private static final Life FUTURE = new Life(true, NOW.plusMillis(1), Instant.MAX);
    private static final Life DISABLED = new Life(false, Instant.MIN, Instant.MAX);

    private final Agreement agreement = new Agreement();

    @Test
    void tenant_unknown_to_the_node_is_denied_except_under_observe() {
        assertThat(
                        Verdict.withoutTenant(new Reason.TenantUnknown(), DeploymentSwitch.ENFORCE)
                                .enforced())
                .isEqualTo(Effect.DENY);
        assertThat(
                        Verdict.withoutTenant(new Reason.TenantUnknown(), DeploymentSwitch.OBSERVE)
                                .enforced())
                .isEqualTo(Effect.ALLOW);
    }

    @Test
    void policy_with_no_rules_restricts_nobody() {
        assertThat(reason(Given.state())).isEqualTo("no-restriction");
    }

    /* Section 4: "an allow list does not fall open by running out". */
    @Test
    void expired_ALLOW_rule_still_restricts() {
        assertThat(reason(Given.state(allowing(PAST)))).isEqualTo("not-in-allow-list");
    }

    @Test
    void ALLOW_rule_whose_entries_are_all_dead_still_restricts() {
        for (Life dead : List.of(PAST, FUTURE, DISABLED)) {
            Entry entry = new Entry(new EntryId("e"), Given.any(), dead, "", "", null);
            Rule rule =
                    Given.rule(
                            "a", Effect.ALLOW, List.of(entry), List.of(), Scope.ALL, Life.ALWAYS);
            assertThat(reason(Given.state(rule)))
                    .as(dead.toString())
                    .isEqualTo("not-in-allow-list");
        }
    }

    @Test
    void ALLOW_rule_whose_list_has_no_live_entry_still_restricts() {
        TenantState state =
                Given.state(
                        Given.policy(Given.allow("a", Given.list("office"))),
                        GeoData.none(),
                        Given.listOf("office"));
        assertThat(reason(state)).isEqualTo("not-in-allow-list");
    }

    /* Section 4: "Only disabling, deleting, postponing or putting it on trial ends that". */
    @Test
    void disabled_postponed_and_trial_ALLOW_rules_do_not_restrict() {
        assertThat(reason(Given.state(allowing(DISABLED)))).isEqualTo("no-restriction");
        assertThat(reason(Given.state(allowing(FUTURE)))).isEqualTo("no-restriction");
        assertThat(reason(Given.state(Given.onTrial(allowing(PAST))))).isEqualTo("no-restriction");
    }

    /* "next liveness boundary passed: the node answers by the live state of that instant, also while recompiling" */
    @Test
    void one_snapshot_answers_for_every_instant_in_any_order() {
        Life hour = new Life(true, NOW, NOW.plusSeconds(3600));
        Entry entry = new Entry(new EntryId("e"), Given.any(), hour, "", "", null);
        TenantState state =
                Given.state(
                        Given.rule(
                                "d",
                                Effect.DENY,
                                List.of(entry),
                                List.of(),
                                Scope.ALL,
                                Life.ALWAYS));
        NaiveOracle oracle = new NaiveOracle();
        List<Long> distances =
                List.of(0L, 3_600_000L, -1L, 3_599_999L, 10_000_000L, 1L, -10_000_000L, 0L);
        for (long compiledAt : distances) {
            TenantSnapshot snapshot = TenantSnapshot.compile(state, Given.NOW + compiledAt);
            for (long asked : distances) {
                Request request = at(Given.NOW + asked);
                assertThat(snapshot.decide(request)).isEqualTo(oracle.decide(state, request));
                snapshot.advance(Given.NOW + asked);
                assertThat(snapshot.decide(request)).isEqualTo(oracle.decide(state, request));
            }
        }
    }

    /* "geo data absent for a family: doubt, as section 3" */
    @Test
    void geo_data_absent_is_doubt() {
        assertThat(reason(Given.state(Given.deny("d", Given.country("DE")))))
                .isEqualTo("denied-by-rule");
        assertThat(reason(Given.state(Given.allow("a", Given.country("DE")))))
                .isEqualTo("not-in-allow-list");
    }

    private static Rule allowing(Life life) {
        return Given.rule(
                "a", Effect.ALLOW, Given.entries(Given.any()), List.of(), Scope.ALL, life);
    }

    private static Request at(long epochMillis) {
        return new Request(
                Given.client("192.0.2.1"), epochMillis, Channel.OTHER, Principal.ANONYMOUS);
    }

    private String reason(TenantState state) {
        return agreement.verdict(state, at(Given.NOW)).reason().code();
    }
}
