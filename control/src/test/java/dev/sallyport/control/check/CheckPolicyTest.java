package dev.sallyport.control.check;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.deny;
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
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.deployment.Deployment;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
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
                        new CheckSubmission(
                                client, channel, Principal.ANONYMOUS, instant, revision),
                        NOW)
                .map(Checked::decision);
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

    // Requests of the past.

    private static final ListId VPN = new ListId(ACME, new ListName("vpn"));

    private void vpnAt(String address, Instant at) {
        fixture.transactions.write(all ->
                all.lists()
                        .put(
                                VPN,
                                "",
                                new NetworkList(
                                        VPN.name(),
                                        List.of(
                                                Entry.of(
                                                        new EntryId("v"),
                                                        new Source.Network(
                                                                IpPrefix.parse(address))))),
                                at));
    }

    private static Origin at(Instant instant) {
        return new Origin(operator().caller(), operator().address(), instant, operator().reason());
    }

    private Checked asked(@Nullable Instant at, @Nullable Long revision, @Nullable Boolean then) {
        return done(
                check.check(
                        ACME,
                        new CheckSubmission(
                                address("203.0.113.9"),
                                Channel.OTHER,
                                Principal.ANONYMOUS,
                                at,
                                revision,
                                then),
                        NOW.plusSeconds(1000)));
    }

    private static Effect effect(Checked checked) {
        return checked.decision().verdict().evaluated();
    }

    @Test
    void aRevisionOfThePastJudgesWithTheListsOfThatInstant() {
        vpnAt("203.0.113.0/24", NOW.plusSeconds(1));
        PolicySubmission denying =
                policy(
                        Mode.ENFORCE,
                        deny("vpn", EntrySubmission.of(new Source.ListReference(VPN.name()))));
        PolicyRevision first = done(fixture.publish(denying, at(NOW.plusSeconds(2))));
        vpnAt("198.51.100.0/24", NOW.plusSeconds(10));
        PolicyRevision second =
                done(fixture.publish(policy(Mode.ENFORCE), at(NOW.plusSeconds(20))));
        fixture.transactions.write(all ->
                all.audit()
                        .append(
                                AuditEvent.of(
                                                AuditAction.GEO_REPLACED,
                                                at(NOW.plusSeconds(3)),
                                                null)
                                        .target("2026-02-24")));

        // As today, with what is true today.
        assertThat(asked(null, first.number(), null).asOf()).isNull();
        assertThat(effect(asked(null, first.number(), null))).isEqualTo(Effect.ALLOW);
        assertThat(asked(NOW.plusSeconds(5), null, null).asOf()).isNull();
        assertThat(asked(NOW.plusSeconds(5), first.number(), false).asOf()).isNull();
        assertThat(asked(NOW.plusSeconds(2000), first.number(), true).asOf()).isNull();
        // As then.
        Checked then = asked(NOW.plusSeconds(5), first.number(), null);
        assertThat(effect(then)).isEqualTo(Effect.DENY);
        assertThat(then.asOf())
                .isEqualTo(new AsOf(NOW.plusSeconds(5), new TreeSet<>(), "2026-02-24", null));
        assertThat(effect(asked(NOW.plusSeconds(15), first.number(), null)))
                .isEqualTo(Effect.ALLOW);
        // The revision that was active, where none is named.
        assertThat(effect(asked(NOW.plusSeconds(5), null, true))).isEqualTo(Effect.DENY);
        assertThat(asked(NOW.plusSeconds(20), null, true).decision().verdict().revision())
                .isEqualTo(second.number());
        assertThat(asked(NOW.minusSeconds(1), null, true).decision().verdict().revision()).isZero();
        // What is not kept is said, and judged as it is today.
        int purged =
                fixture.transactions.write(
                        all -> all.lists().purgeVersions(NOW.plusSeconds(99), 0));
        assertThat(purged).isEqualTo(1);
        Checked lost = asked(NOW.plusSeconds(5), first.number(), null);
        assertThat(effect(lost)).isEqualTo(Effect.ALLOW);
        assertThat(Objects.requireNonNull(lost.asOf()).listsOfToday()).containsExactly(VPN.name());
        assertThat(lost.asOf().areListsKept()).isFalse();
    }
}
