package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives every entry of a submission its id. An id stands for one source for ever, so, in this
 * order:
 *
 * <ol>
 *   <li>an entry sent with the id of an entry that is there and has the same source keeps that id;
 *   <li>an entry with the source of an entry in the same place (rule, and sources or except; list)
 *       takes its id; of several with one source the first takes the first id, and so on;
 *   <li>every other entry gets a new id, whatever id it was sent with.
 * </ol>
 */
public final class EntryIdAssignment {

    private final Map<EntryId, Source> known = new HashMap<>();
    private final Map<RuleId, Rule> rulesBefore = new HashMap<>();
    private final Set<EntryId> taken = new HashSet<>();
    private final EntryIds fresh;

    private EntryIdAssignment(EntryIds fresh) {
        this.fresh = fresh;
    }

    /** Returns the entries that a submission makes of those of a list. */
    public static List<Entry> ofList(
            List<EntrySubmission> submission, List<Entry> before, EntryIds fresh) {
        EntryIdAssignment assignment = new EntryIdAssignment(fresh);
        assignment.know(before);
        assignment.takeSentIds(submission);
        return assignment.entries(submission, before);
    }

    private void know(List<Entry> entries) {
        entries.forEach(entry -> known.put(entry.id(), entry.source()));
    }

    /* Returns the policy that a submission makes of the active one. */
    static Policy apply(PolicySubmission submission, Policy before, EntryIds fresh) {
        EntryIdAssignment assignment = new EntryIdAssignment(fresh);
        for (Rule rule : before.rules()) {
            assignment.rulesBefore.put(rule.id(), rule);
            assignment.know(rule.sources());
            assignment.know(rule.except());
        }
        for (RuleSubmission rule : submission.rules()) {
            assignment.takeSentIds(rule.sources());
            assignment.takeSentIds(rule.except());
        }
        List<Rule> rules = new ArrayList<>();
        for (RuleSubmission rule : submission.rules()) {
            rules.add(assignment.rule(rule));
        }
        Mode mode = Objects.requireNonNullElse(submission.mode(), before.mode());
        return new Policy(mode, submission.authorizedClients(), rules);
    }

    private void takeSentIds(List<EntrySubmission> entries) {
        for (EntrySubmission entry : entries) {
            if (hasItsOwnId(entry)) {
                taken.add(Objects.requireNonNull(entry.id()));
            }
        }
    }

    private boolean hasItsOwnId(EntrySubmission entry) {
        return entry.id() != null && entry.source().equals(known.get(entry.id()));
    }

    private Rule rule(RuleSubmission rule) {
        Rule before = rulesBefore.get(rule.id());
        return new Rule(
                rule.id(),
                rule.name(),
                rule.effect(),
                entries(rule.sources(), before == null ? List.of() : before.sources()),
                entries(rule.except(), before == null ? List.of() : before.except()),
                rule.scope().toScope(),
                rule.life(),
                rule.onTrial());
    }

    private List<Entry> entries(List<EntrySubmission> submitted, List<Entry> before) {
        FreeIds free = new FreeIds(before.size());
        for (Entry entry : before) {
            if (!taken.contains(entry.id())) {
                free.add(entry.source(), entry.id());
            }
        }
        List<Entry> entries = new ArrayList<>(submitted.size());
        for (EntrySubmission entry : submitted) {
            EntryId own = hasItsOwnId(entry) ? entry.id() : null;
            entries.add(entry.toEntry(own == null ? found(entry.source(), free) : own));
        }
        return entries;
    }

    private EntryId found(Source source, FreeIds free) {
        EntryId inherited = free.take(source);
        if (inherited != null) {
            taken.add(inherited);
            return inherited;
        }
        EntryId made = fresh.next();
        while (known.containsKey(made) || !taken.add(made)) {
            made = fresh.next();
        }
        return made;
    }

    /* The ids that entries of one place had, by source in their order. Two entries of one source are rare, lists are long. */
    private static final class FreeIds {
        private final Map<Source, EntryId> first;
        private final Map<Source, Queue<EntryId>> others = new HashMap<>();

        FreeIds(int size) {
            first = HashMap.newHashMap(size);
        }

        void add(Source source, EntryId id) {
            if (first.putIfAbsent(source, id) != null) {
                others.computeIfAbsent(source, ignored -> new ArrayDeque<>()).add(id);
            }
        }

        @Nullable EntryId take(Source source) {
            EntryId id = first.remove(source);
            Queue<EntryId> next = id == null || others.isEmpty() ? null : others.get(source);
            EntryId following = next == null ? null : next.poll();
            if (following != null) {
                first.put(source, following);
            }
            return id;
        }
    }
}
