package dev.sallyport.control.list;

import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.util.List;

/**
 * A rule that names a list.
 *
 * @param rule the rule
 * @param inSources whether an entry of its sources does
 * @param inExcept whether an entry of its exceptions does
 */
public record RuleUse(RuleId rule, boolean inSources, boolean inExcept) {

    /** Returns the rules of {@code policy} that name the list, in the order of the policy. */
    static List<RuleUse> of(ListName name, Policy policy) {
        return policy.rules().stream()
                .map(rule -> of(name, rule))
                .filter(use -> use.inSources || use.inExcept)
                .toList();
    }

    private static RuleUse of(ListName name, Rule rule) {
        return new RuleUse(rule.id(), names(rule.sources(), name), names(rule.except(), name));
    }

    private static boolean names(List<Entry> entries, ListName name) {
        return entries.stream()
                .anyMatch(entry -> entry.source().equals(new Source.ListReference(name)));
    }
}
