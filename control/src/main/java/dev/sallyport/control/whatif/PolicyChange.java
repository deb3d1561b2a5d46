package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/* Collects entries for the rules of a policy and compiles the policy with them. Not thread-safe. */
final class PolicyChange {

    private final TenantState state;
    private final Map<RuleId, List<Entry>> sources = new HashMap<>();
    private final Map<RuleId, List<Entry>> exceptions = new HashMap<>();
    private final Map<RuleId, List<Entry>> newRules = new HashMap<>();
    private int entries;

    PolicyChange(TenantState state) {
        this.state = state;
    }

    void add(IpPrefix prefix, List<Placement> placements) {
        for (Placement placement : placements) {
            Entry entry = Entry.of(new EntryId("what-if-" + entries++), new Source.Network(prefix));
            Map<RuleId, List<Entry>> part =
                    switch (placement) {
                        case Placement.InSources ignored -> sources;
                        case Placement.InExceptions ignored -> exceptions;
                        case Placement.InNewRule ignored -> newRules;
                    };
            part.computeIfAbsent(placement.namedRule(), rule -> new ArrayList<>()).add(entry);
        }
    }

    /** Returns the changed policy compiled, everything else in the state as it was. */
    TenantSnapshot compile(long epochMillis) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : state.policy().rules()) {
            rules.add(
                    new Rule(
                            rule.id(),
                            rule.name(),
                            rule.effect(),
                            joined(rule.sources(), sources.get(rule.id())),
                            joined(rule.except(), exceptions.get(rule.id())),
                            rule.scope(),
                            rule.life(),
                            rule.onTrial()));
            List<Entry> own = newRules.get(rule.id());
            if (own != null) {
                rules.add(
                        new Rule(
                                unusedId(rules.size()),
                                "",
                                Effect.ALLOW,
                                own,
                                List.of(),
                                rule.scope(),
                                Life.ALWAYS,
                                false));
            }
        }
        return TenantSnapshot.compile(
                with(new Policy(state.policy().mode(), state.policy().authorizedClients(), rules)),
                epochMillis);
    }

    /**
     * Returns the state with another policy and no draft, whose evaluation nobody asks for here.
     */
    private TenantState with(Policy policy) {
        return new TenantState(
                state.tenant(),
                state.sequence(),
                state.revision(),
                policy,
                null,
                state.lists(),
                state.supportGrants(),
                state.exemptions(),
                state.breakGlassGrants(),
                state.geoData(),
                state.nat64Prefixes(),
                state.deployment());
    }

    private static List<Entry> joined(List<Entry> own, @Nullable List<Entry> added) {
        if (added == null) {
            return own;
        }
        List<Entry> all = new ArrayList<>(own);
        all.addAll(added);
        return all;
    }

    private RuleId unusedId(int number) {
        RuleId id = new RuleId("what-if-rule-" + number);
        boolean taken = state.policy().rules().stream().anyMatch(rule -> rule.id().equals(id));
        return taken ? unusedId(number + state.policy().rules().size() + 1) : id;
    }
}
