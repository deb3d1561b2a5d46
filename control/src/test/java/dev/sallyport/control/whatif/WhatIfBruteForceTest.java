package dev.sallyport.control.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Everything a report claims is compared with the slow way: the policy is changed by hand, one
 * entry at a time, and every address is judged before and after.
 */
class WhatIfBruteForceTest {

    private static final long SEED = 20_260_301;
    private static final int POLICIES = 1_500;
    private static final long NOW = PolicyChance.NOW.toEpochMilli();
    private static final List<Channel> CHANNELS =
            List.of(Channel.OTHER, Channel.of(PolicyChance.UI), Channel.AMBIGUOUS);
    private static final Principal ALICE =
            new Principal(PrincipalKind.USER, "alice", Set.of(), null, null);

    private final Map<String, Integer> seen = new LinkedHashMap<>();

    @Test
    void everyClaimHoldsOneByOne() {
        PolicyChance chance = new PolicyChance(SEED);
        for (int i = 0; i < POLICIES; i++) {
            check(chance, "seed " + SEED + ", policy " + i);
        }
        // Nothing of this would mean anything if the cases did not occur.
        assertThat(seen.get("InSources")).isGreaterThan(500);
        assertThat(seen.get("InExceptions")).isGreaterThan(500);
        assertThat(seen.get("InNewRule")).isGreaterThan(50);
        assertThat(seen.get("several places")).isGreaterThan(50);
        assertThat(seen.get("CLIENT_NOT_AUTHORIZED")).isGreaterThan(50);
        assertThat(seen.get("PATH_AMBIGUOUS")).isGreaterThan(20);
        assertThat(seen.get("merged")).isGreaterThan(200);
        assertThat(seen).doesNotContainKey("NONE_FOUND");
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    private void check(PolicyChance chance, String label) {
        Policy policy = chance.policy();
        TenantState state = state(policy);
        TenantSnapshot before = TenantSnapshot.compile(state, NOW);
        WhatIf whatIf = new WhatIf(state, NOW);
        List<Traffic> traffic = new ArrayList<>();
        Map<Effect, Long> expected = new EnumMap<>(Effect.class);
        for (int i = 0; i < 25; i++) {
            IpAddress address = chance.address();
            Channel channel = CHANNELS.get(chance.below(CHANNELS.size()));
            Principal principal = chance.below(2) == 0 ? ALICE : Principal.ANONYMOUS;
            int requests = 1 + chance.below(9);
            traffic.add(
                    new Traffic(
                            IpPrefix.of(address),
                            principal,
                            channel,
                            whatIf.judge(address, channel, principal),
                            requests,
                            null));
            expected.merge(judge(before, address, channel, principal), (long) requests, Long::sum);
        }
        WhatIfReport report = whatIf.report(traffic, 3, 4);

        assertThat(report.allowed()).as(label).isEqualTo(expected.getOrDefault(Effect.ALLOW, 0L));
        assertThat(report.denied()).as(label).isEqualTo(expected.getOrDefault(Effect.DENY, 0L));
        assertThat(report.losers().stream().mapToLong(loser -> loser.traffic().requests()).sum())
                .as(label)
                .isEqualTo(report.denied());
        assertThat(report.networks().stream().mapToLong(NetworkLoss::requests).sum())
                .as(label)
                .isEqualTo(report.denied());
        for (Loser loser : report.losers()) {
            checkRescue(policy, before, loser, label);
        }
        for (MergedEntries merged : report.merged()) {
            checkMerged(policy, before, merged, report.losers(), label);
        }
    }

    private void checkRescue(Policy policy, TenantSnapshot before, Loser loser, String label) {
        Traffic traffic = loser.traffic();
        switch (loser.rescue()) {
            case Rescue.Impossible(Rescue.Obstacle obstacle) -> count(obstacle.name());
            case Rescue.ByEntry rescue -> {
                rescue.placements().forEach(place -> count(place.getClass().getSimpleName()));
                if (rescue.placements().size() > 1) {
                    count("several places");
                }
                TenantSnapshot after =
                        changed(policy, List.of(rescue.entry()), rescue.placements());
                IpAddress address = traffic.network().address();
                assertThat(judge(after, address, traffic.channel(), traffic.principal()))
                        .as("%s: %s admits %s", label, rescue, traffic)
                        .isEqualTo(Effect.ALLOW);
                assertThat(rescue.opens())
                        .as("%s: %s", label, rescue)
                        .isEqualTo(opened(before, after, traffic.channel(), traffic.principal()));
                assertNobodyLoses(before, after, label + ": " + rescue);
            }
        }
    }

    private void checkMerged(
            Policy policy,
            TenantSnapshot before,
            MergedEntries merged,
            List<Loser> losers,
            String label) {
        count("merged");
        List<IpPrefix> entries =
                merged.entries().stream().map(MergedEntries.MergedEntry::entry).toList();
        TenantSnapshot after = changed(policy, entries, merged.placements());
        Principal principal = merged.kind() == PrincipalKind.USER ? ALICE : Principal.ANONYMOUS;
        for (MergedEntries.MergedEntry entry : merged.entries()) {
            TenantSnapshot alone = changed(policy, List.of(entry.entry()), merged.placements());
            assertThat(entry.opens())
                    .as("%s: %s", label, entry)
                    .isEqualTo(openedBy(entry.entry(), before, alone, merged.channel(), principal));
        }
        assertThat(entries.size()).as(label).isLessThanOrEqualTo(3);
        long admitted =
                losers.stream()
                        .filter(loser ->
                                loser.rescue() instanceof Rescue.ByEntry rescue
                                        && rescue.placements().equals(merged.placements())
                                        && loser.traffic().channel().equals(merged.channel())
                                        && loser.traffic().principal().kind() == merged.kind())
                        .filter(loser ->
                                judge(
                                                after,
                                                loser.traffic().network().address(),
                                                merged.channel(),
                                                loser.traffic().principal())
                                        == Effect.ALLOW)
                        .mapToLong(loser -> loser.traffic().requests())
                        .sum();
        assertThat(merged.entries().stream().mapToLong(MergedEntries.MergedEntry::requests).sum())
                .as("%s: %s", label, merged)
                .isEqualTo(admitted)
                .isPositive();
    }

    /* Whatever is suggested takes nothing from anybody. */
    private static void assertNobodyLoses(
            TenantSnapshot before, TenantSnapshot after, String label) {
        for (IpAddress address : PolicyChance.space()) {
            for (Channel channel : CHANNELS) {
                for (Principal principal : List.of(ALICE, Principal.ANONYMOUS)) {
                    if (judge(before, address, channel, principal) == Effect.ALLOW) {
                        assertThat(judge(after, address, channel, principal))
                                .as("%s: %s at %s", label, address, channel)
                                .isEqualTo(Effect.ALLOW);
                    }
                }
            }
        }
    }

    /* A /64 reaches beyond the space; no policy speaks of what is there, so one address of it speaks for the rest. */
    private static Opening openedBy(
            IpPrefix entry,
            TenantSnapshot before,
            TenantSnapshot after,
            Channel channel,
            Principal principal) {
        Opening inside = opened(before, after, channel, principal);
        if (entry.family().bits() - entry.length() != 64) {
            return inside;
        }
        IpAddress beyond = PolicyChance.ipv6(1000);
        boolean opensBeyond =
                judge(before, beyond, channel, principal) == Effect.DENY
                        && judge(after, beyond, channel, principal) == Effect.ALLOW;
        long spaceInside = PolicyChance.space().stream().filter(entry::contains).count();
        BigInteger rest = entry.toRange().size().subtract(BigInteger.valueOf(spaceInside));
        return new Opening(inside.addresses().add(opensBeyond ? rest : BigInteger.ZERO), true);
    }

    private static Opening opened(
            TenantSnapshot before, TenantSnapshot after, Channel channel, Principal principal) {
        long opened =
                PolicyChance.space().stream()
                        .filter(address ->
                                judge(before, address, channel, principal) == Effect.DENY)
                        .filter(address ->
                                judge(after, address, channel, principal) == Effect.ALLOW)
                        .count();
        return new Opening(BigInteger.valueOf(opened), true);
    }

    private static Effect judge(
            TenantSnapshot snapshot, IpAddress address, Channel channel, Principal principal) {
        ClientAddress client = new ClientAddress.Determined(address, ClientAddress.GIVEN);
        return snapshot.decide(new Request(client, NOW, channel, principal)).evaluated();
    }

    private static TenantState state(Policy policy) {
        return TenantState.of(new TenantId("acme"), 1, 1, policy);
    }

    /* The change as a person would make it. */
    private static TenantSnapshot changed(
            Policy policy, List<IpPrefix> prefixes, List<Placement> placements) {
        List<Entry> added = new ArrayList<>();
        for (IpPrefix prefix : prefixes) {
            added.add(Entry.of(new EntryId("added-" + added.size()), new Source.Network(prefix)));
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            List<Entry> sources = new ArrayList<>(rule.sources());
            List<Entry> except = new ArrayList<>(rule.except());
            if (placements.contains(new Placement.InSources(rule.id()))) {
                sources.addAll(added);
            }
            if (placements.contains(new Placement.InExceptions(rule.id()))) {
                except.addAll(added);
            }
            rules.add(
                    new Rule(
                            rule.id(),
                            "",
                            rule.effect(),
                            sources,
                            except,
                            rule.scope(),
                            rule.life(),
                            rule.onTrial()));
            if (placements.contains(new Placement.InNewRule(rule.id()))) {
                rules.add(
                        new Rule(
                                new RuleId("added"),
                                "",
                                Effect.ALLOW,
                                added,
                                List.of(),
                                rule.scope(),
                                Life.ALWAYS,
                                false));
            }
        }
        Policy changed = new Policy(policy.mode(), policy.authorizedClients(), rules);
        return TenantSnapshot.compile(state(changed), NOW);
    }
}
