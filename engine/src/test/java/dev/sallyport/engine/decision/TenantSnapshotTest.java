package dev.sallyport.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a reader of the engine looks up first: one tenant, a few rules, one decision each. */
class TenantSnapshotTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private static Rule rule(String id, Effect effect, Life life, Entry... sources) {
        return new Rule(
                new RuleId(id), "", effect, List.of(sources), List.of(), Scope.ALL, life, false);
    }

    private static Entry entry(String id, String prefix, Life life) {
        Source source = new Source.Network(IpPrefix.parse(prefix));
        return new Entry(new EntryId(id), source, life, "", "", null);
    }

    private static TenantSnapshot snapshot(Mode mode, Rule... rules) {
        Policy policy = new Policy(mode, ClientAuthorization.IGNORE, List.of(rules));
        return TenantSnapshot.compile(
                TenantState.of(new TenantId("acme"), 31, 7, policy), NOON.toEpochMilli());
    }

    private static Request request(String address, Instant instant) {
        return new Request(
                new ClientAddress.Determined(IpAddress.parse(address), ClientAddress.GIVEN),
                instant.toEpochMilli(),
                Channel.OTHER,
                Principal.ANONYMOUS);
    }

    @Test
    void anAllowListAdmitsItsMembersOnly() {
        TenantSnapshot snapshot =
                snapshot(
                        Mode.ENFORCE,
                        rule(
                                "office",
                                Effect.ALLOW,
                                Life.ALWAYS,
                                entry("e1", "203.0.113.0/24", Life.ALWAYS)));

        Verdict inside = snapshot.decide(request("203.0.113.7", NOON));
        assertThat(inside.enforced()).isEqualTo(Effect.ALLOW);
        assertThat(inside.reason()).isEqualTo(new Reason.AllowedByRule(new RuleId("office")));
        assertThat(inside.revision()).isEqualTo(7);
        assertThat(inside.sequence()).isEqualTo(31);

        Verdict outside = snapshot.decide(request("203.0.114.7", NOON));
        assertThat(outside.enforced()).isEqualTo(Effect.DENY);
        assertThat(outside.reason()).isEqualTo(new Reason.NotInAllowList());
    }

    @Test
    void monitoringEvaluatesAndEnforcesNothing() {
        TenantSnapshot snapshot =
                snapshot(
                        Mode.MONITOR,
                        rule(
                                "office",
                                Effect.ALLOW,
                                Life.ALWAYS,
                                entry("e1", "203.0.113.0/24", Life.ALWAYS)));

        Verdict verdict = snapshot.decide(request("198.51.100.1", NOON));
        assertThat(verdict.evaluated()).isEqualTo(Effect.DENY);
        assertThat(verdict.enforced()).isEqualTo(Effect.ALLOW);
    }

    @Test
    void everyBoundaryOfALifeIsKeptToTheMillisecond() {
        Life hour = new Life(true, NOON, NOON.plusSeconds(3600));
        TenantSnapshot snapshot =
                snapshot(
                        Mode.ENFORCE,
                        rule(
                                "office",
                                Effect.ALLOW,
                                Life.ALWAYS,
                                entry("e1", "203.0.113.0/24", hour)));

        assertThat(evaluated(snapshot, NOON.minusMillis(1))).isEqualTo(Effect.DENY);
        assertThat(evaluated(snapshot, NOON)).isEqualTo(Effect.ALLOW);
        assertThat(evaluated(snapshot, NOON.plusMillis(3_599_999))).isEqualTo(Effect.ALLOW);
        assertThat(evaluated(snapshot, NOON.plusMillis(3_600_000))).isEqualTo(Effect.DENY);
        snapshot.advance(NOON.plusSeconds(7200).toEpochMilli());
        assertThat(evaluated(snapshot, NOON.plusSeconds(7200))).isEqualTo(Effect.DENY);
        assertThat(evaluated(snapshot, NOON)).isEqualTo(Effect.ALLOW);
    }

    private static Effect evaluated(TenantSnapshot snapshot, Instant instant) {
        return snapshot.decide(request("203.0.113.7", instant)).evaluated();
    }

    /* More rules than bits in a word: the determining rule is still the smallest id, and a late DENY still wins. */
    @Test
    void manyRulesKeepTheirOrder() {
        Rule[] rules =
                IntStream.range(0, 200)
                        .mapToObj(i ->
                                rule(
                                        String.format("r%03d", i),
                                        i == 150 ? Effect.DENY : Effect.ALLOW,
                                        Life.ALWAYS,
                                        entry(
                                                "e" + i,
                                                i < 150 ? "203.0.113.0/24" : "203.0.113.128/25",
                                                Life.ALWAYS)))
                        .toArray(Rule[]::new);
        TenantSnapshot snapshot = snapshot(Mode.ENFORCE, rules);

        assertThat(snapshot.decide(request("203.0.113.1", NOON)).reason())
                .isEqualTo(new Reason.AllowedByRule(new RuleId("r000")));
        assertThat(snapshot.decide(request("203.0.113.200", NOON)).reason())
                .isEqualTo(new Reason.DeniedByRule(new RuleId("r150")));
    }

    @Test
    void theDeterminingEntryIsTheMostSpecific() {
        TenantSnapshot snapshot =
                snapshot(
                        Mode.ENFORCE,
                        rule(
                                "office",
                                Effect.ALLOW,
                                Life.ALWAYS,
                                entry("wide", "203.0.0.0/16", Life.ALWAYS),
                                entry("narrow", "203.0.113.0/24", Life.ALWAYS)));

        Decision decision = Explainer.explain(snapshot, request("203.0.113.7", NOON));
        assertThat(decision.rule()).isEqualTo(new RuleId("office"));
        assertThat(decision.entry()).isEqualTo(new EntryId("narrow"));
    }
}
