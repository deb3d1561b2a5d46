package dev.sallyport.control.guard;

import static dev.sallyport.control.Fixture.CALLER_ADDRESS;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.client;
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
import static dev.sallyport.control.Fixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A change is judged by those who were seen: admins, callbacks, programs. */
final class WitnessesTest {

    private static final String OFFICE = "198.51.100.0/24";
    private static final String ALICE = "198.51.100.9";
    private static final String BOB = "203.0.113.9";
    private static final String ALICE_V6 = "2001:db8:1:2::9";

    private final Fixture fixture = new Fixture();

    private Impact impact(PolicySubmission submission) {
        return impact(submission, operator());
    }

    private Impact impact(PolicySubmission submission, Origin origin, String... overrides) {
        return done(fixture.publishPolicy.publish(
                        Fixture.ACME,
                        submission,
                        PublishTerms.of(fixture.current(), List.of(overrides)),
                        origin))
                .impact();
    }

    private static List<String> named(Impact impact) {
        return impact.lockedOut().stream().map(LockOutWords::detail).toList();
    }

    private static PolicySubmission only(EntrySubmission... sources) {
        return policy(Mode.ENFORCE, allow("office", sources));
    }

    /**
     * Issue: whoever locks out all admins is refused, an operator as well; the entries are named.
     */
    @Test
    void lockingOutAllAdminsIsRefused() {
        fixture.sawAdmin("alice", ALICE);
        fixture.sawAdmin("bob", BOB);

        List<Fault> faults =
                problem(fixture.publish(only(prefix("192.0.2.0/24")), operator())).faults();

        assertThat(faults)
                .extracting(Fault::detail, Fault::hint)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "admin `user:alice`, last seen at `198.51.100.9`, would be denied (not-in-allow-list)",
                                "add `198.51.100.9` to `sources` of rule `office`, or override with a reason"),
                        org.assertj.core.groups.Tuple.tuple(
                                "admin `user:bob`, last seen at `203.0.113.9`, would be denied (not-in-allow-list)",
                                "add `203.0.113.9` to `sources` of rule `office`, or override with a reason"));
        assertThat(faults).allMatch(fault -> fault.code().code().equals("policy.would-lock-out"));
    }

    @Test
    void lockingOutSomeAdminsIsReported() {
        fixture.sawAdmin("alice", ALICE);
        fixture.sawAdmin("bob", BOB);

        Impact impact = impact(only(prefix(OFFICE)));

        assertThat(named(impact))
                .containsExactly(
                        "admin `user:bob`, last seen at `203.0.113.9`, would be denied (not-in-allow-list)");
        assertThat(impact.deniesMore()).isTrue();
        assertThat(impact.judged()).isEqualTo(new Impact.Judged(2, 0, 0, true));
        assertThat(impact.lockedOut().getFirst().rescue())
                .isInstanceOfSatisfying(
                        Rescue.ByEntry.class,
                        entry -> assertThat(entry.entry().toString()).isEqualTo("203.0.113.9/32"));
    }

    @Test
    void nobodyElseIsAnAdmin() {
        fixture.saw(PrincipalKind.USER, "carol", Set.of("sales"), BOB);

        assertThat(impact(only(prefix(OFFICE))).lockedOut()).isEmpty();
    }

    /** Who was never let in, or not lately, says nothing about where admins are. */
    @Test
    void onlyWhoWasLetInCounts() {
        fixture.sawAdmin("alice", ALICE);
        boolean _ =
                fixture.transactions.<Boolean>write(all -> {
                    all.people()
                            .put(
                                    Fixture.ACME,
                                    new dev.sallyport.control.people.SeenFrom(
                                            new dev.sallyport.engine.policy.PrincipalReference(
                                                    PrincipalKind.USER, "alice"),
                                            dev.sallyport.engine.address.IpPrefix.parse(BOB),
                                            IpAddress.parse(BOB),
                                            Set.of("admin"),
                                            NOW.minusSeconds(60),
                                            NOW.minusSeconds(60),
                                            0,
                                            5));
                    return true;
                });

        assertThat(impact(only(prefix(OFFICE))).lockedOut()).isEmpty();
    }

    /** Pitfall 20: an IPv4 list denies an admin who is also seen over IPv6, and that is told. */
    @Test
    void dualStackAdminsAreJudgedInBothFamilies() {
        fixture.sawAdmin("alice", ALICE, ALICE_V6);

        Impact impact = impact(only(prefix(OFFICE)));

        assertThat(named(impact))
                .containsExactly(
                        "admin `user:alice`, last seen at `2001:db8:1:2::9`, would be denied (not-in-allow-list)");
        // Pitfall 21: hosts make up another address every day, so the entry is the /64.
        assertThat(impact.lockedOut().getFirst().rescue())
                .isInstanceOfSatisfying(
                        Rescue.ByEntry.class,
                        entry ->
                                assertThat(entry.entry().toString())
                                        .isEqualTo("2001:db8:1:2::/64"));
        assertThat(faults(fixture.publish(only(prefix("192.0.2.0/24")), operator())))
                .as("denied in the family that was left")
                .containsExactly("policy.would-lock-out");
    }

    /** Pitfall 21: an entry of one IPv6 address dies within hours. */
    @Test
    void entryOfOneIpv6AddressIsNoticed() {
        fixture.sawAdmin("alice", ALICE_V6);

        assertThat(impact(only(prefix(ALICE_V6), prefix("0.0.0.0/0"))).notices())
                .extracting(Notice::code)
                .containsExactly("ipv6-address-only");
        assertThat(impact(only(prefix("2001:db8:1:2::/64"))).notices()).isEmpty();
    }

    /** Denied on some channels only is not locked out. */
    @Test
    void oneChannelOfSeveralIsNotLockedOut() {
        fixture.sawAdmin("alice", ALICE);

        Impact impact =
                impact(
                        policy(
                                Mode.ENFORCE,
                                rule("x", Effect.DENY, onChannels("api"), prefix(ALICE))));

        assertThat(impact.lockedOut()).isEmpty();
        assertThat(impact.deniesMore()).isTrue();
    }

    @Test
    void everyChannelIsLockedOut() {
        fixture.sawAdmin("alice", ALICE);

        assertThat(
                        faults(
                                fixture.publish(
                                        policy(
                                                Mode.ENFORCE,
                                                rule(
                                                        "x",
                                                        Effect.DENY,
                                                        onChannels("api", "ui"),
                                                        prefix(ALICE))),
                                        operator())))
                .containsExactly("policy.would-lock-out /rules/0");
    }

    /** Rules for roles are judged with the roles the admin has. */
    @Test
    void rolesAreJudged() {
        fixture.sawAdmin("alice", ALICE);
        ScopeSubmission admins =
                new ScopeSubmission(List.of(), List.of(), Set.of(), Set.of("admin"), Set.of());

        assertThat(
                        faults(
                                fixture.publish(
                                        policy(
                                                Mode.ENFORCE,
                                                rule(
                                                        "x",
                                                        Effect.DENY,
                                                        admins,
                                                        EntrySubmission.of(new Source.Any()))),
                                        operator())))
                .containsExactly("policy.would-lock-out /rules/0");
    }

    @Test
    void entryThatEndsLocksOutLater() {
        fixture.sawAdmin("alice", ALICE);

        Fault fault =
                problem(
                                fixture.publish(
                                        only(
                                                prefix("192.0.2.0/24"),
                                                prefix(OFFICE, until("2026-04-01T00:00:00Z"))),
                                        operator()))
                        .faults()
                        .getFirst();

        assertThat(fault.detail())
                .endsWith("would be denied (not-in-allow-list) from 2026-04-01T00:00:00Z on");
    }

    /** All admins are locked out only if there is an instant at which nobody gets in. */
    @Test
    void adminsWhoTakeTurnsAreReportedOnly() {
        fixture.sawAdmin("alice", ALICE);
        fixture.sawAdmin("bob", BOB);
        Life tillApril = until("2026-04-01T00:00:00Z");
        Life sinceApril = new Life(true, Instant.parse("2026-04-01T00:00:00Z"), Instant.MAX);

        Impact impact = impact(only(prefix(ALICE, tillApril), prefix(BOB, sinceApril)));

        assertThat(named(impact)).hasSize(2);
    }

    /** Who is locked out already keeps nobody from changing something else. */
    @Test
    void onlyWhatTheChangeBringsAboutCounts() {
        done(fixture.publish(only(prefix("192.0.2.0/24")), operator()));
        fixture.sawAdmin("alice", ALICE);

        Impact impact =
                impact(
                        policy(
                                Mode.ENFORCE,
                                allow("office", prefix("192.0.2.0/24")),
                                deny("bad", prefix(BOB))));

        assertThat(impact.lockedOut()).isEmpty();
        assertThat(impact.judged().admins()).isEqualTo(1);
    }

    @Test
    void whatDeniesNoMoreIsNotJudged() {
        done(fixture.publish(only(prefix("192.0.2.0/24")), operator()));
        fixture.sawAdmin("alice", ALICE);

        Impact impact = impact(policy(Mode.MONITOR, allow("office", prefix("192.0.2.0/24"))));

        assertThat(impact.deniesMore()).isFalse();
        assertThat(impact.opens()).isTrue();
        assertThat(impact.judged()).isEqualTo(Impact.Judged.NOBODY);
    }

    /**
     * Semantics section 4: disabling, deleting, postponing, putting on trial the last ALLOW rule.
     */
    @Test
    void openingTheTenantIsReported() {
        PolicySubmission restricted = only(prefix("192.0.2.0/24"));
        done(fixture.publish(restricted, operator()));
        Life later = new Life(true, NOW.plusSeconds(60), Instant.MAX);
        Life disabled = new Life(false, Instant.MIN, Instant.MAX);

        for (PolicySubmission opening :
                List.of(
                        policy(Mode.ENFORCE),
                        policy(Mode.ENFORCE, living(restricted.rules().getFirst(), later, false)),
                        policy(
                                Mode.ENFORCE,
                                living(restricted.rules().getFirst(), disabled, false)),
                        policy(
                                Mode.ENFORCE,
                                living(restricted.rules().getFirst(), Life.ALWAYS, true)))) {
            assertThat(impact(opening).opens()).isTrue();
            assertThat(impact(restricted).opens()).isFalse();
        }
    }

    /** A rule that ends its trial begins to count. */
    @Test
    void endOfATrialIsJudged() {
        PolicySubmission tried = only(prefix("192.0.2.0/24"));
        done(
                fixture.publish(
                        policy(Mode.ENFORCE, living(tried.rules().getFirst(), Life.ALWAYS, true)),
                        operator()));
        fixture.sawAdmin("alice", ALICE);

        assertThat(faults(fixture.publish(tried, operator())))
                .containsExactly("policy.would-lock-out");
    }

    @Test
    void callbacksAndProgramsAreReported() {
        fixture.observed(Principal.ANONYMOUS, "sso", BOB, 3);
        fixture.observed(
                new Principal(PrincipalKind.CLIENT, "ci", Set.of(), "ci", null),
                "api",
                "203.0.113.77",
                3);
        fixture.saw(PrincipalKind.CLIENT, "backup", Set.of(), "203.0.113.78");
        fixture.observed(Principal.ANONYMOUS, "ui", "203.0.113.79", 3);

        Impact impact = impact(only(prefix(OFFICE)));

        assertThat(named(impact))
                .containsExactlyInAnyOrder(
                        "callback from `203.0.113.9` would be denied (not-in-allow-list)",
                        "automation `client:ci` from `203.0.113.77` would be denied (not-in-allow-list)",
                        "automation `client:backup` from `203.0.113.78` would be denied (not-in-allow-list)");
        assertThat(impact.judged()).isEqualTo(new Impact.Judged(0, 1, 2, true));
    }

    @Test
    void shareOfTheOtherFamilyIsTold() {
        fixture.observed(Principal.ANONYMOUS, "ui", BOB, 69);
        fixture.observed(Principal.ANONYMOUS, "ui", ALICE_V6, 31);

        assertThat(impact(only(prefix("203.0.113.0/24"))).notices())
                .containsExactly(
                        new Notice(
                                "ipv6-denied",
                                "the ALLOW rules hold IPv4 networks only, and 31 % of the observed requests came over IPv6: they would be denied"));
    }

    /** The caller is judged as whom the application knows it, too. */
    @Test
    void callerIsJudgedWithItsRoles() {
        fixture.saw(PrincipalKind.CLIENT, "c1", Set.of("robot"), CALLER_ADDRESS);
        ScopeSubmission robots =
                new ScopeSubmission(List.of(), List.of(), Set.of(), Set.of("robot"), Set.of());

        assertThat(
                        faults(
                                fixture.publish(
                                        policy(
                                                Mode.ENFORCE,
                                                rule(
                                                        "x",
                                                        Effect.DENY,
                                                        robots,
                                                        prefix("0.0.0.0/0"))),
                                        manager())))
                .containsExactly("policy.would-lock-out /rules/0");
    }

    @Test
    void refusalIsNotedOnceAMinute() {
        fixture.sawAdmin("alice", ALICE);
        for (int i = 0; i < 5; i++) {
            var _ = fixture.publish(only(prefix("192.0.2.0/24")), operator());
        }

        assertThat(fixture.audit())
                .filteredOn(each -> each.event().action() == AuditAction.LOCK_OUT_REFUSED)
                .hasSize(1);
    }

    @Test
    void overridingIsAuditedAndStillTellsTheImpact() {
        fixture.sawAdmin("alice", ALICE);

        Impact impact =
                impact(
                        only(prefix("192.0.2.0/24")),
                        Fixture.origin(
                                new Caller.Operator("root", Set.of(ApiScope.OPERATE)),
                                "moving house"),
                        "policy.would-lock-out");

        assertThat(named(impact)).hasSize(1);
        assertThat(fixture.audit().getLast())
                .extracting(AuditRecord::event)
                .satisfies(event ->
                        assertThat(event.overrides()).containsExactly("policy.would-lock-out"));
    }

    // Whether the caller's address can be trusted.

    private List<String> faultsFrom(String address) {
        return faults(fixture.publish(only(prefix("0.0.0.0/0"), prefix("::/0")), from(address)));
    }

    private static Origin from(String address) {
        return new Origin(
                new Caller.TenantClient("c1", Fixture.ACME, Set.of(ApiScope.MANAGE)),
                new ClientAddress.Determined(IpAddress.parse(address), ClientAddress.PEER),
                NOW,
                "");
    }

    @Test
    void privateAddressIsUnreliable() {
        for (String address :
                List.of(
                        "10.1.2.3",
                        "172.16.0.1",
                        "192.168.9.9",
                        "100.64.0.1",
                        "169.254.1.1",
                        "fd00::1",
                        "fe80::1")) {
            assertThat(faultsFrom(address))
                    .as(address)
                    .containsExactly("caller-address-unreliable");
        }
        done(fixture.publish(only(prefix("0.0.0.0/0")), from("172.32.0.1")));
    }

    @Test
    void loopbackIsUnreliableIfOthersAreSeenFromElsewhere() {
        done(fixture.publish(only(prefix("0.0.0.0/0"), prefix(ALICE)), from("127.0.0.1")));
        fixture.sawAdmin("alice", ALICE);

        assertThat(faultsFrom("127.0.0.1")).containsExactly("caller-address-unreliable");
    }

    @Test
    void addressOfAllAdminsIsUnreliable() {
        fixture.sawAdmin("alice", BOB);
        done(fixture.publish(only(prefix("0.0.0.0/0"), prefix(ALICE)), from(BOB)));
        fixture.sawAdmin("bob", BOB);

        assertThat(faultsFrom(BOB)).containsExactly("caller-address-unreliable");
        assertThat(faults(fixture.publish(only(prefix("192.0.2.0/24"), prefix("::/0")), from(BOB))))
                .as("being locked out comes first")
                .startsWith("policy.would-lock-out")
                .endsWith("caller-address-unreliable");
    }

    @Test
    void unreliableAddressIsOverridden() {
        Origin origin =
                new Origin(
                        new Caller.TenantClient(
                                "c1", Fixture.ACME, Set.of(ApiScope.MANAGE, ApiScope.OVERRIDE)),
                        new ClientAddress.Determined(
                                IpAddress.parse("10.1.2.3"), ClientAddress.PEER),
                        NOW,
                        "an intranet");

        done(fixture.publish(only(prefix("10.0.0.0/8")), origin, "caller-address-unreliable"));
    }

    @Test
    void overridingNeedsTheScope() {
        assertThat(
                        Fixture.code(
                                fixture.publish(
                                        only(prefix("192.0.2.0/24")),
                                        client("why not", ApiScope.MANAGE),
                                        "policy.would-lock-out")))
                .isEqualTo("auth.forbidden");
    }

    /** Ten thousand entries, two hundred admins, a hundred boundaries, in well under a second. */
    @Test
    void largePoliciesAreJudgedQuickly() {
        IntStream.range(0, 200)
                .forEach(i ->
                        fixture.sawAdmin(
                                "admin-" + i, "10.0." + i + ".7", "2001:db8:" + i + "::7"));
        EntrySubmission[] entries =
                IntStream.range(0, 10_000)
                        .mapToObj(i ->
                                prefix(
                                        "10." + i / 250 + "." + i % 250 + ".0/24",
                                        i % 100 == 0
                                                ? new Life(
                                                        true,
                                                        Instant.MIN,
                                                        NOW.plus(Duration.ofHours(1 + i / 100)))
                                                : Life.ALWAYS))
                        .toArray(EntrySubmission[]::new);
        PolicySubmission submission = only(entries);
        done(fixture.publish(policy(Mode.ENFORCE), operator()));
        Impact warm = impact(submission);
        done(fixture.publish(policy(Mode.MONITOR), operator()));

        long start = System.nanoTime();
        Impact impact = impact(submission);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        System.out.println("judged 10,000 entries by 400 addresses in " + took);
        assertThat(impact.lockedOut()).isEqualTo(warm.lockedOut()).hasSize(100);
        assertThat(impact.judged().admins()).isEqualTo(200);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    /**
     * Whatever somebody writes, judging it is bounded; and what was not judged to its end is
     * refused.
     */
    @Test
    void hostilePoliciesAreCut() {
        IntStream.range(0, 400).forEach(i -> fixture.sawAdmin("admin-" + i, "10.0.0." + i % 250));
        EntrySubmission[] entries =
                IntStream.range(0, 5_000)
                        .mapToObj(i ->
                                prefix(
                                        "0.0.0.0/" + i % 5,
                                        new Life(true, NOW.plusSeconds(i), Instant.MAX)))
                        .toArray(EntrySubmission[]::new);
        PolicySubmission hostile =
                policy(
                        Mode.ENFORCE,
                        deny("x", prefix("192.0.2.1")),
                        allow("y", prefix("0.0.0.0/0")),
                        living(allow("z", entries), Life.ALWAYS, false));
        long start = System.nanoTime();

        Problem refused = problem(fixture.publish(hostile, operator()));

        System.out.println("hostile: " + Duration.ofNanos(System.nanoTime() - start));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(refused.code()).isEqualTo(ProblemCode.POLICY_WOULD_LOCK_OUT);
        assertThat(refused.detail()).contains("nobody can tell who would be locked out");
        Impact impact =
                impact(
                        hostile,
                        client("because", ApiScope.MANAGE, ApiScope.OVERRIDE),
                        "policy.would-lock-out");
        assertThat(impact.judged().isComplete()).isFalse();
    }
}
