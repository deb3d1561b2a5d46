package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * Where an entry could be put so that an ALLOW rule admits a request which no ALLOW rule matches. Which rules apply is not
 * worked out here: the engine is asked what a policy of that one rule, with `any` as its source, says.
 */
final class Admitters {

    private static final List<Entry> ANYWHERE =
            List.of(Entry.of(new EntryId("any"), new Source.Any()));
    private static final IpAddress SOMEBODY = IpAddress.ipv4(0x01010101);

    private record Candidate(
            Rule rule, TenantSnapshot asItIs, TenantSnapshot withoutEnd, IpSet excepted) {}

    private final long epochMillis;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<Facts, List<Candidate>> applicable = new HashMap<>();

    Admitters(TenantState state, long epochMillis) {
        this.epochMillis = epochMillis;
        state.policy().rules().stream()
                .filter(rule ->
                        rule.effect() == Effect.ALLOW && rule.life().enabled() && !rule.onTrial())
                .sorted(Comparator.comparing(Rule::id))
                .forEach(rule -> {
                    Life life = rule.life();
                    Life endless = new Life(life.enabled(), life.notBefore(), Instant.MAX);
                    candidates.add(
                            new Candidate(
                                    rule,
                                    alone(state, rule, life),
                                    alone(state, rule, endless),
                                    excepted(rule)));
                });
    }

    private TenantSnapshot alone(TenantState state, Rule rule, Life life) {
        Rule open =
                new Rule(
                        rule.id(),
                        "",
                        Effect.ALLOW,
                        ANYWHERE,
                        List.of(),
                        rule.scope(),
                        life,
                        false);
        Policy policy =
                new Policy(state.policy().mode(), ClientAuthorization.IGNORE, List.of(open));
        return TenantSnapshot.compile(TenantState.of(state.tenant(), 0, 0, policy), epochMillis);
    }

    private static IpSet excepted(Rule rule) {
        IpSet.Builder addresses = IpSet.builder();
        for (Entry entry : rule.except()) {
            switch (entry.source()) {
                case Source.Network network -> addresses.add(network.prefix());
                case Source.Range range -> addresses.add(range.range());
                case Source.Country ignored -> {}
                case Source.Asn ignored -> {}
                case Source.ListReference ignored -> {}
                case Source.Any ignored -> {
                    return IpSet.ALL;
                }
            }
        }
        return addresses.build();
    }

    /**
     * Returns where the entry could be put, the most natural place first: a rule that can take it,
     * by id, then a new rule. Whether it helps there is for the engine to say.
     */
    List<Placement> of(Facts facts, IpPrefix entry) {
        List<Placement> places = new ArrayList<>();
        List<Candidate> known = applicable.computeIfAbsent(facts, this::applicableTo);
        for (Candidate candidate : known) {
            if (!excepts(candidate, entry) && admits(candidate.asItIs(), facts)) {
                places.add(new Placement.InSources(candidate.rule().id()));
            }
        }
        if (!known.isEmpty()) {
            RuleId first = known.getFirst().rule().id();
            places.add(new Placement.InNewRule(first));
        }
        return places;
    }

    private static boolean excepts(Candidate candidate, IpPrefix entry) {
        return !candidate.excepted().isEmpty()
                && candidate.excepted().overlaps(IpSet.ofPrefixes(List.of(entry)));
    }

    private List<Candidate> applicableTo(Facts facts) {
        return candidates.stream()
                .filter(candidate -> admits(candidate.withoutEnd(), facts))
                .toList();
    }

    private boolean admits(TenantSnapshot ofOneRule, Facts facts) {
        return facts.judge(ofOneRule, SOMEBODY, epochMillis).reason()
                instanceof Reason.AllowedByRule;
    }
}
