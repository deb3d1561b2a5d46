package dev.sallyport.control.confirm;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.CALLER_ADDRESS;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.deny;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.manager;
import static dev.sallyport.control.Fixture.onChannels;
import static dev.sallyport.control.Fixture.operator;
import static dev.sallyport.control.Fixture.origin;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static dev.sallyport.control.Fixture.problem;
import static dev.sallyport.control.Fixture.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.Publication;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a confirmation needs, and what comes back without one. */
final class ConfirmedCommitTest {

    private static final Precondition ANY = new Precondition.Absent();
    private static final Moment START = new Moment(NOW, 0);

    private static final class Watching implements Lookout {
        private List<Expectation> expected = List.of();
        private boolean isSeen;

        @Override
        public void watch(List<Expectation> expectations) {
            expected = List.copyOf(expectations);
        }

        @Override
        public Optional<Instant> seen(TenantId tenant, long revision) {
            return isSeen ? Optional.of(NOW) : Optional.empty();
        }
    }

    private final Fixture fixture = new Fixture();
    private final List<NodeState> nodes = new ArrayList<>();
    private final Watching watching = new Watching();
    private final ConfirmedCommit byAddress =
            new ConfirmedCommit(fixture.transactions, tenant -> nodes, watching, false);
    private final ConfirmedCommit byPrincipal =
            new ConfirmedCommit(fixture.transactions, tenant -> nodes, watching, true);

    private StoredTenant stored() {
        return fixture.transactions.read(all -> all.tenants().findStored(ACME).orElseThrow());
    }

    private PolicyRevision provisional(
            PolicySubmission submission, boolean keepDenies, Origin origin) {
        return done(fixture.publishPolicy.publish(
                        ACME,
                        submission,
                        new PublishTerms(
                                fixture.current(), List.of(), Duration.ofMinutes(10), keepDenies),
                        origin))
                .revision();
    }

    private void everybodyFollows() {
        nodes.clear();
        nodes.add(new NodeState("n", stored().revision().number(), stored().sequence()));
    }

    private static List<String> missing(Outcome<?> outcome) {
        return problem(outcome).faults().stream().map(Fault::detail).toList();
    }

    private static PolicySubmission monitor(String source) {
        return policy(Mode.MONITOR, deny("bad", prefix(source)));
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        provisional(monitor("203.0.113.0/24"), false, manager());
        assertThat(missing(byAddress.confirm(ACME, ANY, manager(), START)))
                .containsExactly(
                        "no decision node is connected",
                        "no request was allowed under it from `"
                                + CALLER_ADDRESS
                                + "/32`, from where it was published");
        nodes.add(new NodeState("a", 0, 1));
        nodes.add(NodeState.without("b"));
        nodes.add(new NodeState("c", 1, 1));
        assertThat(missing(byPrincipal.confirm(ACME, ANY, manager(), START)))
                .containsExactly(
                        "decision node `a` does not enforce it but revision 0",
                        "decision node `b` does not enforce it and decides nothing for this tenant",
                        "decision node `c` does not enforce it but revision 1",
                        "no request was allowed under it of client `c1`, who published it");
        assertThat(fixture.active().number()).isEqualTo(1);
    }

    @Test
    void whoIsAwaitedDependsOnWhoPublished() {
        Caller member = new Caller.ExternalMember("corp", "alice", ACME, Set.of(ApiScope.MANAGE));
        provisional(monitor("203.0.113.0/24"), false, origin(member, ""));
        everybodyFollows();
        assertThat(missing(byPrincipal.confirm(ACME, ANY, manager(), START)))
                .containsExactly(
                        "no request was allowed under it of user `alice`, who published it");
        TickReport _ = byPrincipal.tick(START);
        assertThat(watching.expected).hasSize(1);
        watching.isSeen = true;
        assertThat(done(byPrincipal.confirm(ACME, ANY, manager(), START)).number()).isEqualTo(1);
        watching.isSeen = false;
        provisional(monitor("198.51.100.0/24"), false, operator());
        everybodyFollows();
        assertThat(done(byPrincipal.confirm(ACME, ANY, operator(), START)).number()).isEqualTo(2);
    }

    @Test
    void aSightingIsRememberedAcrossARestart() {
        provisional(monitor("203.0.113.0/24"), false, manager());
        everybodyFollows();
        watching.isSeen = true;
        TickReport _ = byAddress.tick(START);
        watching.isSeen = false;
        ConfirmedCommit restarted =
                new ConfirmedCommit(fixture.transactions, tenant -> nodes, watching, false);
        TickReport _ = restarted.tick(START);
        assertThat(watching.expected).isEmpty();
        assertThat(done(restarted.confirm(ACME, ANY, manager(), START)).number()).isEqualTo(1);
    }

    @Test
    void whatWasDeniedAnewStaysIfThatWasAskedFor() {
        PolicyRevision base =
                fixture.published(
                        policy(
                                Mode.MONITOR,
                                allow("office", prefix("10.0.0.0/8")),
                                deny("bad", prefix("203.0.113.0/24")),
                                deny("turned", prefix("192.0.2.0/30"))));
        provisional(
                policy(
                        Mode.ENFORCE,
                        deny("bad", prefix("198.51.100.1")),
                        allow("turned", prefix("0.0.0.0/0")),
                        allow("more", prefix("172.16.0.0/12")),
                        deny("worse", prefix("198.51.100.2"))),
                true,
                operator());
        PolicyRevision back = done(byAddress.revert(ACME, ANY, manager()));
        assertThat(back.number()).isEqualTo(3);
        assertThat(back.policy().mode()).isEqualTo(Mode.MONITOR);
        assertThat(back.policy().rules().stream().map(rule -> rule.id().value()))
                .containsExactly("office", "bad", "turned", "worse");
        assertThat(sources(back.policy().rules().get(1)))
                .containsExactly("203.0.113.0/24", "198.51.100.1/32");
        assertThat(back.policy().rules().get(0)).isEqualTo(base.policy().rules().get(0));
        assertThat(back.policy().rules().get(2)).isEqualTo(base.policy().rules().get(2));
        assertThat(back.policy().rules().get(3).effect()).isEqualTo(Effect.DENY);
    }

    private static List<String> sources(Rule rule) {
        return rule.sources().stream().map(entry -> entry.source().toString()).toList();
    }

    @Test
    void timeThatIsOverIsToldBeforeTheNextLookAndEndsIt() {
        provisional(monitor("203.0.113.0/24"), false, operator());
        everybodyFollows();
        TickReport first = byAddress.tick(START);
        assertThat(first.waiting()).isEqualTo(1);
        Moment late = new Moment(NOW, Duration.ofMinutes(10).toNanos());
        assertThat(missing(byAddress.confirm(ACME, ANY, operator(), late)))
                .containsExactly("its time is over, and it is about to go back");
        TickReport report = byAddress.tick(late);
        assertThat(report.reverted()).containsExactly(new TickReport.Reverted(ACME, 1, 0, 2));
        assertThat(report.waiting()).isZero();
        assertThat(byAddress.tick(late).reverted()).isEmpty();
        assertThat(code(byAddress.confirm(ACME, ANY, operator(), late)))
                .isEqualTo("policy.confirmation-unknown");
        AuditEvent last = fixture.audit().getLast().event();
        assertThat(last.actor()).isEqualTo("program");
        assertThat(last.reason()).isEqualTo("revision 1 was not confirmed within PT10M");
        assertThat(fixture.audit().stream().allMatch(AuditRecord::isIntact)).isTrue();
    }

    @Test
    void whatThePolicyBeforeNamesIsNotRemovedWhileItMayComeBack() {
        fixture.published(
                policy(
                        Mode.MONITOR,
                        rule("ui", Effect.DENY, onChannels("ui"), prefix("203.0.113.0/24"))));
        provisional(monitor("203.0.113.0/24"), false, operator());
        List<ChannelDeclaration> withoutUi =
                List.of(new ChannelDeclaration(new ChannelId("api"), List.of("/api")));
        assertThat(code(fixture.channels.replace(withoutUi, operator())))
                .isEqualTo("channel.in-use");
        everybodyFollows();
        assertThat(done(byAddress.confirm(ACME, ANY, operator(), START)).number()).isEqualTo(2);
        assertThat(done(fixture.channels.replace(withoutUi, operator()))).isEqualTo(withoutUi);
    }

    @Test
    void aTenantThatIsRemovedTakesWhatWaitsAlong() {
        provisional(monitor("203.0.113.0/24"), false, operator());
        assertThat(byAddress.tick(START).waiting()).isEqualTo(1);
        assertThat(done(fixture.tenants.delete(ACME, operator()))).isEqualTo(ACME);
        TickReport report = byAddress.tick(new Moment(NOW, Duration.ofHours(1).toNanos()));
        assertThat(report).isEqualTo(new TickReport(0, List.of(), List.of()));
    }

    @Test
    void theAuditLogSaysThatAPublicationWaits() {
        provisional(monitor("203.0.113.0/24"), false, operator());
        assertThat(fixture.audit().getLast().event().alterations())
                .first()
                .isEqualTo(new Alteration("/standing", "", "waits for a confirmation"));
    }

    @Test
    void aPublicationThatWaitsRefusesEveryOther() {
        provisional(monitor("203.0.113.0/24"), false, manager());
        Outcome<Publication> restored =
                fixture.publishPolicy.restore(
                        ACME, 0, PublishTerms.of(fixture.current(), List.of()), operator());
        assertThat(code(restored)).isEqualTo("policy.unconfirmed");
        assertThat(problem(restored).detail())
                .isEqualTo("revision 1 waits for a confirmation until about 2026-03-01T12:10:00Z");
        assertThat(code(fixture.publish(monitor("10.0.0.0/8"), operator())))
                .isEqualTo("policy.unconfirmed");
    }
}
