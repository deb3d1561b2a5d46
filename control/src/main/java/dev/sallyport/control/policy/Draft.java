package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is to be published one day. While it stands, every request is evaluated by it
 * beside the active revision; publishing makes this very policy the next revision.
 *
 * @param sequence the tenant's sequence when it was saved
 * @param base the revision that was active then: the one it changes
 * @param policy the policy
 * @param savedAt when
 * @param savedBy who, as the audit log names them
 */
public record Draft(long sequence, long base, Policy policy, Instant savedAt, String savedBy) {

    /** Returns the entity tag of this draft without its quotes; no revision has it. */
    public String entityTag() {
        return "draft." + sequence + "." + Long.toString(savedAt.toEpochMilli(), 36);
    }

    /*
     * What a draft that is saved takes its entry ids from: the draft before, and what the active revision has beside it.
     */
    static Policy ancestor(Policy active, @Nullable Draft before) {
        if (before == null) {
            return active;
        }
        Map<RuleId, Rule> rules = new LinkedHashMap<>();
        before.policy().rules().forEach(rule -> rules.put(rule.id(), rule));
        for (Rule rule : active.rules()) {
            rules.merge(rule.id(), rule, Draft::joined);
        }
        Policy drafted = before.policy();
        return new Policy(drafted.mode(), drafted.authorizedClients(), List.copyOf(rules.values()));
    }

    private static Rule joined(Rule drafted, Rule active) {
        Set<EntryId> known = ids(drafted);
        return new Rule(
                drafted.id(),
                drafted.name(),
                drafted.effect(),
                joined(drafted.sources(), active.sources(), known),
                joined(drafted.except(), active.except(), known),
                drafted.scope(),
                drafted.life(),
                drafted.onTrial());
    }

    private static Set<EntryId> ids(Rule rule) {
        Set<EntryId> ids = rule.sources().stream().map(Entry::id).collect(Collectors.toSet());
        rule.except().forEach(entry -> ids.add(entry.id()));
        return ids;
    }

    private static List<Entry> joined(List<Entry> drafted, List<Entry> active, Set<EntryId> known) {
        List<Entry> all = new ArrayList<>(drafted);
        active.stream().filter(entry -> !known.contains(entry.id())).forEach(all::add);
        return all;
    }
}
