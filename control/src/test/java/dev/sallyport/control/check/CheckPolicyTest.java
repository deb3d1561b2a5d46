package dev.sallyport.control.check;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.faults;
import static dev.sallyport.control.Fixture.onChannels;
import static dev.sallyport.control.Fixture.operator;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static dev.sallyport.control.Fixture.rule;
import static dev.sallyport.control.Fixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.deployment.Deployment;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking what would be decided. */
final class CheckPolicyTest {

    private static final ClientAddress INSIDE = address("203.0.113.9");

    private final Fixture fixture = new Fixture();
    private final CheckPolicy check =
            new CheckPolicy(fixture.transactions, () -> Surroundings.NONE);

    @BeforeEach
    void publish() {
        fixture.published(
                policy(
                        Mode.ENFORCE,
                        allow(
                                "office",
                                prefix("203.0.113.0/24", until("2026-04-01T00:00:00Z")),
                                prefix("198.51.100.0/24"))));
        fixture.published(
                policy(
                        Mode.ENFORCE,
                        rule("office", Effect.ALLOW, onChannels("ui"), prefix("198.51.100.0/24"))));
    }

    private static ClientAddress address(String text) {
        return new ClientAddress.Determined(IpAddress.parse(text), ClientAddress.GIVEN);
    }

    private Outcome<Decision> ask(
            ClientAddress client, Channel channel, @Nullable String at, @Nullable Long revision) {
        Instant instant = at == null ? null : Instant.parse(at);
        return check.check(
                ACME,
                new CheckSubmission(client, channel, Principal.ANONYMOUS, instant, revision),
                NOW);
    }

    @Test
    void activeRevisionIsAskedUnlessAnotherIsNamed() {
        Decision active = done(ask(INSIDE, Channel.OTHER, null, null));
        assertThat(active.verdict().revision()).isEqualTo(2);
        assertThat(active.verdict().sequence()).isEqualTo(3);
        assertThat(active.verdict().reason().code()).isEqualTo("no-restriction");

        Decision first = done(ask(INSIDE, Channel.OTHER, null, 1L));
        assertThat(first.verdict().revision()).isEqualTo(1);
        assertThat(first.verdict().sequence()).isEqualTo(2);
        assertThat(first.rule()).isEqualTo(new RuleId("office"));
        assertThat(first.entry()).isEqualTo(new EntryId("e1"));

        Decision initial = done(ask(INSIDE, Channel.OTHER, null, 0L));
        assertThat(initial.verdict().mode()).isEqualTo(Mode.MONITOR);
        assertThat(code(ask(INSIDE, Channel.OTHER, null, 3L))).isEqualTo("policy.revision-unknown");
    }

    @Test
    void instantDecides() {
        assertThat(
                        done(ask(INSIDE, Channel.OTHER, "2026-03-31T23:59:59Z", 1L))
                                .verdict()
                                .evaluated())
                .isEqualTo(Effect.ALLOW);
        assertThat(
                        done(ask(INSIDE, Channel.OTHER, "2026-04-01T00:00:00Z", 1L))
                                .verdict()
                                .evaluated())
                .isEqualTo(Effect.DENY);
    }

    @Test
    void channelMayBeNamedAmbiguousOrUnknown() {
        assertThat(
                        done(ask(INSIDE, Channel.of(new ChannelId("ui")), null, null))
                                .verdict()
                                .evaluated())
                .isEqualTo(Effect.DENY);
        assertThat(done(ask(INSIDE, Channel.AMBIGUOUS, null, null)).verdict().evaluated())
                .isEqualTo(Effect.DENY);
        assertThat(faults(ask(INSIDE, Channel.of(new ChannelId("sso")), null, null)))
                .containsExactly("channel.unknown /channel");
    }

    @Test
    void addressMayBeUndetermined() {
        ClientAddress unknown = new ClientAddress.Undetermined(UndeterminedCause.GIVEN);

        assertThat(done(ask(unknown, Channel.OTHER, null, 1L)).verdict().evaluated())
                .isEqualTo(Effect.DENY);
    }

    @Test
    void deploymentSwitchIsSeen() {
        Deployment deployment = new Deployment(fixture.transactions);
        assertThat(deployment.position()).isEqualTo(DeploymentSwitch.ENFORCE);
        assertThat(deployment.turn(DeploymentSwitch.OBSERVE, operator())).isTrue();
        assertThat(deployment.turn(DeploymentSwitch.OBSERVE, operator())).isFalse();

        Decision decision = done(ask(INSIDE, Channel.of(new ChannelId("ui")), null, null));
        assertThat(decision.verdict().enforced()).isEqualTo(Effect.ALLOW);
        assertThat(decision.verdict().sequence()).isEqualTo(4);
        assertThat(fixture.audit().getLast().event().target()).isEqualTo("observe");
    }

    @Test
    void unknownTenantIsRefused() {
        CheckSubmission submission =
                new CheckSubmission(INSIDE, Channel.OTHER, Principal.ANONYMOUS, null, null);

        assertThat(code(check.check(new TenantId("nobody"), submission, NOW)))
                .isEqualTo("tenant.unknown");
    }
}
