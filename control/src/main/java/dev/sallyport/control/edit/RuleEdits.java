package dev.sallyport.control.edit;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.control.policy.RuleSubmission;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/* Policies with one thing changed, as submissions. */
final class RuleEdits {

    private RuleEdits() {}

    /** Returns a policy with the entries at one place of a rule changed. */
    static PolicySubmission withEntries(
            Policy before, RuleId id, EntryPlace place, Consumer<List<EntrySubmission>> change) {
        PolicySubmission all = PolicySubmission.of(before);
        return with(
                all,
                all.rules().stream()
                        .map(rule -> rule.id().equals(id) ? changed(rule, place, change) : rule)
                        .toList());
    }

    private static RuleSubmission changed(
            RuleSubmission rule, EntryPlace place, Consumer<List<EntrySubmission>> change) {
        List<EntrySubmission> sources = new ArrayList<>(rule.sources());
        List<EntrySubmission> except = new ArrayList<>(rule.except());
        change.accept(
                switch (place) {
                    case SOURCES -> sources;
                    case EXCEPT -> except;
                });
        return new RuleSubmission(
                rule.id(),
                rule.name(),
                rule.effect(),
                sources,
                except,
                rule.scope(),
                rule.life(),
                rule.onTrial());
    }

    /** Returns a policy in which a rule has taken the place of the one with its id, or the last. */
    static PolicySubmission withRule(Policy before, RuleSubmission rule) {
        PolicySubmission all = PolicySubmission.of(before);
        List<RuleSubmission> rules = new ArrayList<>(all.rules());
        rules.replaceAll(each -> each.id().equals(rule.id()) ? rule : each);
        if (!rules.contains(rule)) {
            rules.add(rule);
        }
        return with(all, rules);
    }

    /** Returns a policy without a rule. */
    static PolicySubmission withoutRule(Policy before, RuleId id) {
        PolicySubmission all = PolicySubmission.of(before);
        return with(all, all.rules().stream().filter(rule -> !rule.id().equals(id)).toList());
    }

    private static PolicySubmission with(PolicySubmission all, List<RuleSubmission> rules) {
        return new PolicySubmission(all.mode(), all.authorizedClients(), rules);
    }
}
