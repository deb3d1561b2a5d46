package dev.sallyport.control.confirm;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policy that goes back and keeps what was denied anew: the base, with the DENY rules that it
 * does not have, and with the entries that were added to the sources of the DENY rules it has. A
 * rule that is DENY only in one of the two goes back as it was.
 */
final class KeptDenies {

    private KeptDenies() {}

    static Policy of(Policy base, Policy provisional) {
        Map<RuleId, Rule> rules = new LinkedHashMap<>();
        base.rules().forEach(rule -> rules.put(rule.id(), rule));
        for (Rule rule : provisional.rules()) {
            if (rule.effect() == Effect.DENY) {
                rules.merge(rule.id(), rule, KeptDenies::joined);
            }
        }
        return new Policy(base.mode(), base.authorizedClients(), List.copyOf(rules.values()));
    }

    private static Rule joined(Rule before, Rule after) {
        if (before.effect() != Effect.DENY) {
            return before;
        }
        Set<EntryId> known = new HashSet<>();
        before.sources().forEach(entry -> known.add(entry.id()));
        List<Entry> sources = new ArrayList<>(before.sources());
        after.sources().stream().filter(entry -> !known.contains(entry.id())).forEach(sources::add);
        return new Rule(
                before.id(),
                before.name(),
                before.effect(),
                sources,
                before.except(),
                before.scope(),
                before.life(),
                before.onTrial());
    }
}
