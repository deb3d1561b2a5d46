package dev.sallyport.control.policy;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.client;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.deny;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.faults;
import static dev.sallyport.control.Fixture.living;
import static dev.sallyport.control.Fixture.manager;
import static dev.sallyport.control.Fixture.onChannels;
import static dev.sallyport.control.Fixture.operator;
import static dev.sallyport.control.Fixture.policy;
import static dev.sallyport.control.Fixture.prefix;
import static dev.sallyport.control.Fixture.problem;
import static dev.sallyport.control.Fixture.rule;
import static dev.sallyport.control.Fixture.since;
import static dev.sallyport.control.Fixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.TenantPatch;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replacing a tenant's policy. */
final class PublishPolicyTest {

    private static final PolicySubmission OFFICE =
            policy(Mode.MONITOR, allow("office", prefix("203.0.113.0/24")));

    private final Fixture fixture = new Fixture();

    private Outcome<PolicyRevision> publish(Precondition precondition) {
        return fixture.publishPolicy
                .publish(ACME, OFFICE, PublishTerms.of(precondition, List.of()), operator())
                .map(Publication::revision);
    }

    // One transaction: revision, sequence, audit record, announcement.

    @Test
    void publishingStoresEverythingTogether() {
        PolicyRevision revision =
                done(fixture.publish(OFFICE, client("new office", ApiScope.MANAGE)));

        assertThat(revision.number()).isEqualTo(1);
        assertThat(revision.sequence()).isEqualTo(2);
        assertThat(revision.publishedBy()).isEqualTo("client:c1");
        assertThat(revision.address()).isEqualTo(Fixture.CALLER_ADDRESS);
        assertThat(revision.reason()).isEqualTo("new office");
        assertThat(fixture.active()).isEqualTo(revision);
        assertThat(fixture.changes).containsExactly(new Change.TenantChanged(ACME, 2));
        AuditEvent event = fixture.audit().getLast().event();
        assertThat(event.action().text()).isEqualTo("policy.published");
        assertThat(event.target()).isEqualTo("1");
        assertThat(event.reason()).isEqualTo("new office");
        assertThat(event.actor()).isEqualTo("client:c1");
    }

    @Test
    void unknownTenantIsRefused() {
        assertThat(
                        code(
                                fixture.publishPolicy.publish(
                                        new TenantId("nobody"),
                                        OFFICE,
                                        PublishTerms.of(new Precondition.Any(), List.of()),
                                        operator())))
                .isEqualTo("tenant.unknown");
    }

    // Preconditions: 428 without, 412 when stale, `*` only at revision 0.

    @Test
    void preconditionIsRequired() {
        assertThat(code(publish(new Precondition.Absent())))
                .isEqualTo("policy.precondition-required");
    }

    @Test
    void starIsHonouredAtRevisionZeroOnly() {
        done(publish(new Precondition.Any()));

        assertThat(code(publish(new Precondition.Any()))).isEqualTo("policy.stale");
        assertThat(fixture.active().number()).isEqualTo(1);
    }

    @Test
    void staleTagIsRefused() {
        Precondition first = fixture.current();
        done(publish(first));

        assertThat(code(publish(first))).isEqualTo("policy.stale");
        assertThat(code(publish(new Precondition.OneOf(Set.of())))).isEqualTo("policy.stale");
        done(publish(new Precondition.OneOf(Set.of("other", fixture.active().entityTag()))));
        assertThat(fixture.active().number()).isEqualTo(2);
    }

    @Test
    void changeOfTheTenantItselfDoesNotMakeTheTagStale() {
        Precondition before = fixture.current();
        done(fixture.tenants.patch(ACME, new TenantPatch("New", null, null), operator()));

        assertThat(done(publish(before)).sequence()).isEqualTo(3);
    }

    // An explicit mode is obeyed, an absent one means unchanged.

    @Test
    void modeIsKeptUnlessItIsGiven() {
        assertThat(fixture.published(policy(null)).policy().mode()).isEqualTo(Mode.MONITOR);
        assertThat(fixture.published(policy(Mode.ENFORCE)).policy().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(fixture.published(policy(null)).policy().mode()).isEqualTo(Mode.ENFORCE);
        assertThat(fixture.published(policy(Mode.DISABLED)).policy().mode())
                .isEqualTo(Mode.DISABLED);
    }

    // A policy that is readable and wrong is refused whole, every fault named with its position.

    @Test
    void undeclaredChannelsAreNamed() {
        PolicySubmission submission =
                policy(
                        Mode.MONITOR,
                        rule(
                                "a",
                                Effect.DENY,
                                onChannels("ui", "sso", "other"),
                                prefix("192.0.2.1")),
                        rule("b", Effect.DENY, onChannels("scim"), prefix("192.0.2.1")));

        assertThat(code(fixture.publish(submission, operator()))).isEqualTo("policy.invalid");
        assertThat(faults(fixture.publish(submission, operator())))
                .containsExactly(
                        "channel.unknown /rules/0/scope/channels/1",
                        "channel.unknown /rules/1/scope/channels/0");
        assertThat(fixture.active().number()).isZero();
        assertThat(fixture.changes).isEmpty();
    }

    @Test
    void limitsHoldForEveryDoor() {
        Fixture small = new Fixture(new PolicyLimits(1, 2));

        assertThat(
                        faults(
                                small.publish(
                                        policy(
                                                Mode.MONITOR,
                                                allow(
                                                        "a",
                                                        prefix("192.0.2.1"),
                                                        prefix("192.0.2.2")),
                                                allow("b", prefix("192.0.2.3"))),
                                        operator())))
                .containsExactly("policy.too-many-rules /rules", "policy.too-many-entries /rules");
    }

    // Refusals that may be overridden.

    private static EntrySubmission entry(Source source) {
        return EntrySubmission.of(source);
    }

    @TestFactory
    Stream<DynamicTest> refusals() {
        EntrySubmission caller = prefix(Fixture.CALLER_ADDRESS);
        EntrySubmission dead = prefix("192.0.2.0/24", until("2026-02-28T00:00:00Z"));
        Life disabled = new Life(false, Instant.MIN, Instant.MAX);
        return Stream.of(
                // Data that was never loaded, in every mode.
                refused(
                        "a country",
                        policy(
                                Mode.MONITOR,
                                deny("x", entry(new Source.Country(new CountryCode("FR"))))),
                        "policy.geo-missing /rules/0/sources/0/country"),
                refused(
                        "an autonomous system",
                        policy(Mode.DISABLED, deny("x", caller, entry(new Source.Asn(64500)))),
                        "policy.geo-missing /rules/0/sources/1/asn"),
                refused(
                        "a list",
                        policy(
                                Mode.MONITOR,
                                deny("x", entry(new Source.ListReference(new ListName("vpn"))))),
                        "policy.list-missing /rules/0/sources/0/list"),
                // ENFORCE with an enabled ALLOW rule that is past expiresAt or has no live entry.
                refused(
                        "no entry",
                        policy(Mode.ENFORCE, allow("x")),
                        "policy.no-live-entry /rules/0/sources"),
                refused(
                        "a dead entry",
                        policy(Mode.ENFORCE, allow("x", dead)),
                        "policy.no-live-entry /rules/0/sources"),
                refused(
                        "an expired rule",
                        policy(
                                Mode.ENFORCE,
                                living(allow("x", caller), until("2026-03-01T12:00:00Z"), false)),
                        "policy.no-live-entry /rules/0/expiresAt"),
                refused(
                        "an entry that ends before its rule begins",
                        policy(
                                Mode.ENFORCE,
                                living(
                                        allow(
                                                "x",
                                                prefix(
                                                        "192.0.2.0/24",
                                                        until("2026-03-02T00:00:00Z"))),
                                        since("2026-03-03T00:00:00Z"),
                                        false)),
                        "policy.no-live-entry /rules/0/sources"),
                passed(
                        "an entry that begins with its rule",
                        policy(
                                Mode.ENFORCE,
                                living(
                                        allow(
                                                "x",
                                                prefix(
                                                        "192.0.2.0/24",
                                                        since("2026-03-03T00:00:00Z"))),
                                        since("2026-03-03T00:00:00Z"),
                                        false))),
                passed(
                        "a rule that ends in a second",
                        policy(
                                Mode.ENFORCE,
                                living(allow("x", caller), until("2026-03-01T12:00:01Z"), false))),
                passed("a dead entry, monitored", policy(Mode.MONITOR, allow("x", dead))),
                passed(
                        "a dead entry in a disabled rule",
                        policy(Mode.ENFORCE, living(allow("x", dead), disabled, false))),
                passed(
                        "a dead entry in a rule on trial",
                        policy(Mode.ENFORCE, living(allow("x", dead), Life.ALWAYS, true))),
                passed("a dead entry in a DENY rule", policy(Mode.ENFORCE, deny("x", dead))),
                passed(
                        "a dead entry beside a live one",
                        policy(Mode.ENFORCE, allow("x", dead, caller))));
    }

    private DynamicTest refused(String name, PolicySubmission submission, String fault) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    Fixture own = new Fixture();
                    Outcome<PolicyRevision> outcome = own.publish(submission, operator());
                    assertThat(faults(outcome)).containsExactly(fault);
                    assertThat(code(outcome)).isEqualTo(fault.substring(0, fault.indexOf(' ')));
                    assertThat(own.active().number()).isZero();
                });
    }

    private DynamicTest passed(String name, PolicySubmission submission) {
        return DynamicTest.dynamicTest(
                name, () -> assertThat(new Fixture().published(submission).number()).isEqualTo(1));
    }

    @Test
    void allObjectionsAreToldAtOnceAndMayBeOverriddenTogether() {
        PolicySubmission submission =
                policy(
                        Mode.ENFORCE,
                        allow("x", entry(new Source.ListReference(new ListName("vpn")))),
                        deny("y", entry(new Source.Country(new CountryCode("FR")))));

        assertThat(faults(fixture.publish(submission, operator())))
                .containsExactly(
                        "policy.list-missing /rules/0/sources/0/list",
                        "policy.geo-missing /rules/1/sources/0/country",
                        "policy.no-live-entry /rules/0/sources");
        Outcome<PolicyRevision> partly =
                fixture.publish(
                        submission,
                        client("because", ApiScope.MANAGE, ApiScope.OVERRIDE),
                        "policy.list-missing",
                        "policy.no-live-entry, policy.would-lock-out");
        assertThat(faults(partly)).containsExactly("policy.geo-missing /rules/1/sources/0/country");

        done(
                fixture.publish(
                        submission,
                        client("because", ApiScope.MANAGE, ApiScope.OVERRIDE),
                        "policy.list-missing,policy.no-live-entry,policy.would-lock-out,policy.geo-missing"));
        assertThat(fixture.audit().getLast().event().overrides())
                .containsExactly(
                        "policy.geo-missing",
                        "policy.list-missing",
                        "policy.no-live-entry",
                        "policy.would-lock-out");
        assertThat(fixture.audit().getLast().event().reason()).isEqualTo("because");
    }

    @Test
    void manyObjectionsBehindOneThatIsOverriddenAreStillSeen() {
        EntrySubmission[] sources =
                Stream.concat(
                                Stream.generate(() -> entry(new Source.Asn(64500))).limit(500),
                                Stream.of(entry(new Source.ListReference(new ListName("vpn")))))
                        .toArray(EntrySubmission[]::new);
        PolicySubmission submission = policy(Mode.MONITOR, deny("x", sources));

        assertThat(problem(fixture.publish(submission, operator())).moreFaults()).isEqualTo(401);
        assertThat(
                        faults(
                                fixture.publish(
                                        submission,
                                        client("because", ApiScope.OVERRIDE),
                                        "policy.geo-missing")))
                .containsExactly("policy.list-missing /rules/0/sources/500/list");
    }

    @Test
    void overridingNeedsTheScopeAReasonAndACodeThatMayBeOverridden() {
        assertThat(code(fixture.publish(OFFICE, manager(), "policy.geo-missing")))
                .isEqualTo("auth.forbidden");
        assertThat(
                        code(
                                fixture.publish(
                                        OFFICE,
                                        client(" ", ApiScope.OVERRIDE),
                                        "policy.geo-missing")))
                .isEqualTo("override.reason-missing");
        assertThat(
                        code(
                                fixture.publish(
                                        OFFICE,
                                        client("because", ApiScope.OVERRIDE),
                                        "policy.stale")))
                .isEqualTo("override.unknown");
        assertThat(fixture.active().number()).isZero();
    }

    @Test
    void onlyWhatWasOverriddenIsAudited() {
        done(fixture.publish(OFFICE, client("because", ApiScope.OVERRIDE), "policy.geo-missing"));

        assertThat(fixture.audit().getLast().event().overrides()).isEmpty();
    }
}
