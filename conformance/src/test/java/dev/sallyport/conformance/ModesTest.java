package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.testkit.States;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of modes in semantics section 6, draft and trial, and the switch of the deployment. */
final class ModesTest {

    private static final Policy POLICY =
            Given.policy(Given.deny("d", Given.prefix("192.0.2.0/24")));

    private final Agreement agreement = new Agreement();

    /* "under observe every enforced effect is ALLOW, whatever this page says" */
    @ParameterizedTest
    @CsvSource({
        // mode, switch, client address, evaluated, enforced
        "DISABLED, ENFORCE, 192.0.2.1, DENY, ALLOW",
        "DISABLED, ENFORCE, 198.51.100.1, ALLOW, ALLOW",
        "MONITOR, ENFORCE, 192.0.2.1, DENY, ALLOW",
        "MONITOR, ENFORCE, 198.51.100.1, ALLOW, ALLOW",
        "ENFORCE, ENFORCE, 192.0.2.1, DENY, DENY",
        "ENFORCE, ENFORCE, 198.51.100.1, ALLOW, ALLOW",
        "DISABLED, OBSERVE, 192.0.2.1, DENY, ALLOW",
        "MONITOR, OBSERVE, 192.0.2.1, DENY, ALLOW",
        "ENFORCE, OBSERVE, 192.0.2.1, DENY, ALLOW",
        "ENFORCE, OBSERVE, 198.51.100.1, ALLOW, ALLOW",
    })
    void mode_and_switch(
            Mode mode,
            DeploymentSwitch deployment,
            String client,
            Effect evaluated,
            Effect enforced) {
        TenantState state = States.withDeployment(Given.state(POLICY.withMode(mode)), deployment);
        Verdict verdict = agreement.verdict(state, Given.from(client));
        assertThat(verdict.evaluated()).isEqualTo(evaluated);
        assertThat(verdict.enforced()).isEqualTo(enforced);
        assertThat(verdict.mode()).isEqualTo(mode);
        assertThat(verdict.deployment()).isEqualTo(deployment);
    }

    /* "A tenant starts at revision 0: MONITOR, no rules." */
    @Test
    void a_new_tenant_monitors_and_restricts_nobody() {
        Verdict verdict =
                agreement.verdict(Given.state(Policy.INITIAL), Given.from(Given.UNDETERMINED));
        assertThat(verdict.mode()).isEqualTo(Mode.MONITOR);
        assertThat(verdict.reason().code()).isEqualTo("no-restriction");
        assertThat(verdict.draft()).isNull();
        assertThat(verdict.trial()).isNull();
    }

    /* "A draft is evaluated by the same code and reported"; it changes nothing else. */
    @Test
    void a_draft_is_reported_and_enforces_nothing() {
        TenantState state = States.withDraft(Given.state(), POLICY);
        Verdict verdict = agreement.verdict(state, Given.from("192.0.2.1"));
        assertThat(verdict.enforced()).isEqualTo(Effect.ALLOW);
        assertThat(verdict.draft()).isEqualTo(Effect.DENY);
    }

    /* "trial: what the effect would be if every trial rule counted" */
    @Test
    void rules_on_trial_are_reported_together_and_enforce_nothing() {
        TenantState state =
                Given.state(
                        Given.onTrial(Given.deny("d", Given.prefix("192.0.2.0/25"))),
                        Given.onTrial(Given.allow("a", Given.prefix("192.0.2.0/24"))));
        Verdict denied = agreement.verdict(state, Given.from("192.0.2.1"));
        Verdict allowed = agreement.verdict(state, Given.from("192.0.2.200"));
        Verdict absent = agreement.verdict(state, Given.from("198.51.100.1"));
        assertThat(denied.trial()).isEqualTo(Effect.DENY);
        assertThat(allowed.trial()).isEqualTo(Effect.ALLOW);
        assertThat(absent.trial()).isEqualTo(Effect.DENY);
        assertThat(absent.enforced()).isEqualTo(Effect.ALLOW);
        assertThat(absent.reason().code()).isEqualTo("no-restriction");
    }
}
