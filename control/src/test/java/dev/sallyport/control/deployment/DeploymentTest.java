package dev.sallyport.control.deployment;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.engine.decision.DeploymentSwitch;
import org.junit.jupiter.api.Test;

/** When the configured position of the switch counts, and when the operator's hand does. */
final class DeploymentTest {

    private static final DeploymentSwitch ENFORCE = DeploymentSwitch.ENFORCE;
    private static final DeploymentSwitch OBSERVE = DeploymentSwitch.OBSERVE;

    private final Fixture fixture = new Fixture();
    private final Deployment deployment = new Deployment(fixture.transactions);

    private long sequence() {
        return fixture.transactions.read(all -> all.sequences().current(ACME));
    }

    @Test
    void configurationCountsOnAnEmptyFolderAndWhenItChanges() {
        assertThat(deployment.configured(OBSERVE, operator())).isTrue();
        assertThat(deployment.position()).isEqualTo(OBSERVE);
        assertThat(deployment.turn(ENFORCE, operator())).isTrue();
        assertThat(deployment.configured(OBSERVE, operator())).as("as at the last start").isFalse();
        assertThat(deployment.position()).isEqualTo(ENFORCE);
        assertThat(deployment.configured(ENFORCE, operator())).as("stands there").isFalse();
        assertThat(deployment.configured(OBSERVE, operator())).as("changed").isTrue();
        assertThat(deployment.position()).isEqualTo(OBSERVE);
    }

    /* The first version kept the switch and turned it to what was configured at every start. */
    @Test
    void folderOfTheFirstVersionHadWhatWasConfigured() {
        deployment.turn(OBSERVE, operator());
        assertThat(deployment.configured(OBSERVE, operator())).isFalse();
        assertThat(deployment.configured(ENFORCE, operator())).isTrue();
    }

    @Test
    void turnSaysWhoWhenAndWhyAndAdvancesEverySequence() {
        long before = sequence();
        deployment.turn(OBSERVE, operator());
        SwitchState state = deployment.state();

        assertThat(state.position()).isEqualTo(OBSERVE);
        assertThat(state.by()).isEqualTo(operator().caller().auditName());
        assertThat(state.since()).isEqualTo(operator().at());
        assertThat(sequence()).isEqualTo(before + 1);
        deployment.turn(OBSERVE, operator());
        assertThat(sequence()).isEqualTo(before + 1);
    }
}
