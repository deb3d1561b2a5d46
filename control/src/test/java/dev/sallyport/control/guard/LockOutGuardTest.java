package dev.sallyport.control.guard;

import static dev.sallyport.control.Fixture.CALLER_ADDRESS;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.allow;
import static dev.sallyport.control.Fixture.client;
import static dev.sallyport.control.Fixture.deny;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.faults;
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
import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Source;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nobody denies the address they come from by accident, now or within 90 days. */
final class LockOutGuardTest {

    private static final EntrySubmission ELSEWHERE = prefix("203.0.113.0/24");
    private static final EntrySubmission OWN = prefix(CALLER_ADDRESS);
    private static final ScopeSubmission USERS =
            new ScopeSubmission(
                    List.of(), List.of(), Set.of(PrincipalKind.USER), Set.of(), Set.of());

    @TestFactory
    Stream<DynamicTest> judged() {
        return Stream.of(
                refused(
                        "an allow list without the own address",
                        policy(Mode.ENFORCE, allow("x", ELSEWHERE)),
                        ""),
                refused(
                        "a DENY rule with the own address",
                        policy(Mode.ENFORCE, deny("w", ELSEWHERE), deny("x", OWN)),
                        "/rules/1"),
                refused(
                        "an allow list for users",
                        policy(Mode.ENFORCE, rule("x", Effect.ALLOW, USERS, ELSEWHERE)),
                        ""),
                refused(
                        "an allow list for each declared channel",
                        policy(
                                Mode.ENFORCE,
                                rule("x", Effect.ALLOW, onChannels("ui", "api"), ELSEWHERE)),
                        ""),
                refused(
                        "an own entry that ends within 90 days",
                        policy(
                                Mode.ENFORCE,
                                allow("x", ELSEWHERE, own(until("2026-05-30T12:00:00Z")))),
                        ""),
                refused(
                        "a DENY entry that begins tomorrow",
                        policy(Mode.ENFORCE, deny("x", own(since("2026-03-02T12:00:00Z")))),
                        "/rules/0"),
                refused(
                        "a DENY entry that ends tomorrow",
                        policy(Mode.ENFORCE, deny("x", own(until("2026-03-02T12:00:00Z")))),
                        "/rules/0"),
                refused(
                        "a DENY entry of one millisecond",
                        policy(
                                Mode.ENFORCE,
                                deny(
                                        "x",
                                        own(
                                                new Life(
                                                        true,
                                                        NOW.plusMillis(7_000),
                                                        NOW.plusMillis(7_001))))),
                        "/rules/0"),
                passed(
                        "an allow list with the own address",
                        policy(Mode.ENFORCE, allow("x", ELSEWHERE, OWN))),
                passed(
                        "an allow list that is only monitored",
                        policy(Mode.MONITOR, allow("x", ELSEWHERE))),
                passed(
                        "an allow list for one channel of several",
                        policy(
                                Mode.ENFORCE,
                                rule("x", Effect.ALLOW, onChannels("api"), ELSEWHERE))),
                passed(
                        "an own entry that ends behind the 90 days",
                        policy(
                                Mode.ENFORCE,
                                allow("x", ELSEWHERE, own(until("2026-05-30T12:00:00.001Z"))))),
                passed(
                        "a disabled DENY entry",
                        policy(
                                Mode.ENFORCE,
                                deny(
                                        "x",
                                        own(
                                                new Life(
                                                        false,
                                                        Life.ALWAYS.notBefore(),
                                                        Life.ALWAYS.expiresAt()))))),
                passed(
                        "own entries that meet",
                        policy(
                                Mode.ENFORCE,
                                allow(
                                        "x",
                                        own(until("2026-03-05T00:00:00Z")),
                                        own(since("2026-03-05T00:00:00Z"))))),
                passed(
                        "any source",
                        policy(Mode.ENFORCE, allow("x", EntrySubmission.of(new Source.Any())))));
    }

    private static EntrySubmission own(Life life) {
        return prefix(CALLER_ADDRESS, life);
    }

    private static DynamicTest refused(String name, PolicySubmission submission, String pointer) {
        return DynamicTest.dynamicTest(
                name,
                () ->
                        assertThat(faults(new Fixture().publish(submission, manager())))
                                .containsExactly(("policy.would-lock-out " + pointer).strip()));
    }

    private static DynamicTest passed(String name, PolicySubmission submission) {
        return DynamicTest.dynamicTest(
                name, () -> done(new Fixture().publish(submission, manager())));
    }

    @Test
    void detailNamesAddressAndInstant() {
        assertThat(
                        problem(
                                        new Fixture()
                                                .publish(
                                                        policy(
                                                                Mode.ENFORCE,
                                                                deny(
                                                                        "x",
                                                                        own(
                                                                                since(
                                                                                        "2026-03-02T12:00:00Z")))),
                                                        manager()))
                                .detail())
                .isEqualTo(
                        "the caller's own address `192.0.2.77` would be denied (denied-by-rule) from 2026-03-02T12:00:00Z on");
    }

    @Test
    void operatorIsNeverJudged() {
        done(new Fixture().publish(policy(Mode.ENFORCE, allow("x", ELSEWHERE)), operator()));
    }

    @Test
    void undeterminedAddressCountsAgainstAccess() {
        Origin nowhere =
                new Origin(
                        new Caller.TenantClient("c1", Fixture.ACME, Set.of(ApiScope.MANAGE)),
                        new ClientAddress.Undetermined(UndeterminedCause.HEADER_MISSING),
                        NOW,
                        "");

        assertThat(faults(new Fixture().publish(policy(Mode.ENFORCE, allow("x", OWN)), nowhere)))
                .containsExactly("policy.would-lock-out");
    }

    @Test
    void overrideGoesAhead() {
        done(
                new Fixture()
                        .publish(
                                policy(Mode.ENFORCE, allow("x", ELSEWHERE)),
                                client("moving", ApiScope.MANAGE, ApiScope.OVERRIDE),
                                "policy.would-lock-out"));
    }

    /**
     * Ten thousand entries with as many boundaries, of which one concerns the caller: only that one
     * is looked at.
     */
    @Test
    void largePolicyIsJudgedByWhatConcernsTheCaller() {
        EntrySubmission[] entries =
                Stream.concat(
                                Stream.iterate(0, i -> i + 1)
                                        .limit(9_999)
                                        .map(i ->
                                                prefix(
                                                        "10." + i / 250 + "." + i % 250 + ".0/24",
                                                        new Life(
                                                                true,
                                                                NOW.plus(Duration.ofMinutes(i)),
                                                                NOW.plus(Duration.ofDays(80))
                                                                        .plusSeconds(i)))),
                                Stream.of(own(since("2026-03-09T00:00:00Z"))))
                        .toArray(EntrySubmission[]::new);

        assertThat(
                        problem(
                                        new Fixture()
                                                .publish(
                                                        policy(Mode.ENFORCE, deny("x", entries)),
                                                        manager()))
                                .detail())
                .endsWith("from 2026-03-09T00:00:00Z on");
    }
}
