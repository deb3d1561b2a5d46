package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Compiles policies of one tenant's state for the stretch of time around one instant. */
final class RuleTableCompiler {

    private final TenantState state;
    private final ListTables tables;
    private final LiveSpan span;
    private final Instant instant;
    private final EmbeddedIpv4 embedded;

    RuleTableCompiler(TenantState state, ListTables tables, LiveSpan span, Instant instant) {
        this.state = state;
        this.tables = tables;
        this.span = span;
        this.instant = instant;
        this.embedded = new EmbeddedIpv4(state.nat64Prefixes());
    }

    /** Returns the rules in the order in which they are numbered. */
    static List<Rule> numbered(Policy policy) {
        return policy.rules().stream().sorted(Comparator.comparing(Rule::id)).toList();
    }

    /**
     * Returns the table of {@code policy}, with the rules on trial counting as in force or left
     * out.
     */
    RuleTable compile(Policy policy, boolean withTrials) {
        List<Rule> rules = numbered(policy);
        int words = RuleTable.words(rules.size());
        SourceIndexBuilder sources =
                new SourceIndexBuilder(rules.size(), state.lists(), tables, span, instant);
        long[] deny = new long[words];
        long[] allow = new long[words];
        @Nullable CompiledScope[] scopes = new CompiledScope[rules.size()];
        Set<Scope> restricting = new LinkedHashSet<>();
        for (int number = 0; number < rules.size(); number++) {
            Rule rule = rules.get(number);
            span.observe(rule.life());
            if (!inForce(rule, withTrials)) {
                continue;
            }
            scopes[number] =
                    rule.scope().equals(Scope.ALL) ? null : new CompiledScope(rule.scope());
            if (rule.effect() == Effect.ALLOW) {
                restricting.add(rule.scope());
            }
            if (!rule.life().isPast(instant)) {
                (rule.effect() == Effect.DENY ? deny : allow)[number / Long.SIZE] |= 1L << number;
                sources.add(rule, number);
            }
        }
        return new RuleTable(
                policy.authorizedClients(),
                sources.build(state.geoData(), embedded),
                deny,
                allow,
                scopes,
                restricting.contains(Scope.ALL),
                restricting.stream().map(CompiledScope::new).toArray(CompiledScope[]::new));
    }

    private boolean inForce(Rule rule, boolean withTrials) {
        return rule.life().enabled()
                && rule.life().hasBegun(instant)
                && (withTrials || !rule.onTrial());
    }
}
