package dev.sallyport.control.confirm;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The policy that goes back and keeps what was denied anew: the base, with the DENY rules that it
 * does not have, and with the sources that were added to the DENY rules it has. What the base has
 * goes back as it was, under the ids it had; so a rule or an entry that is kept and whose id the
 * base uses otherwise, because it was moved or changed, gets another.
 */
final class KeptDenies {

    private static final int LONGEST_ROOT = 50;

    /* What an entry matches, and when. */
    private record Match(Source source, Life life) {
        static Match of(Entry entry) {
            return new Match(entry.source(), entry.life());
        }
    }

    private final Map<RuleId, Rule> rules = new LinkedHashMap<>();
    private final Set<EntryId> taken = new HashSet<>();

    private KeptDenies(Policy base) {
        for (Rule rule : base.rules()) {
            rules.put(rule.id(), rule);
            rule.sources().forEach(entry -> taken.add(entry.id()));
            rule.except().forEach(entry -> taken.add(entry.id()));
        }
    }

    static Policy of(Policy base, Policy provisional) {
        KeptDenies kept = new KeptDenies(base);
        provisional.rules().stream()
                .filter(rule -> rule.effect() == Effect.DENY)
                .forEach(kept::keep);
        return new Policy(base.mode(), base.authorizedClients(), List.copyOf(kept.rules.values()));
    }

    private void keep(Rule rule) {
        Rule before = rules.get(rule.id());
        if (before != null && before.effect() == Effect.DENY) {
            rules.put(rule.id(), joined(before, rule));
            return;
        }
        RuleId id =
                before == null
                        ? rule.id()
                        : new RuleId(
                                free(
                                        rule.id().value(),
                                        text -> rules.containsKey(new RuleId(text))));
        List<Entry> sources = rule.sources().stream().map(this::kept).toList();
        List<Entry> except = rule.except().stream().map(this::kept).toList();
        rules.put(id, with(id, rule, sources, except));
    }

    private Rule joined(Rule before, Rule after) {
        List<Entry> sources = new ArrayList<>(before.sources());
        Set<Match> known = new HashSet<>();
        before.sources().forEach(entry -> known.add(Match.of(entry)));
        after.sources().stream()
                .filter(entry -> known.add(Match.of(entry)))
                .forEach(entry -> sources.add(kept(entry)));
        return with(before.id(), before, sources, before.except());
    }

    private static Rule with(RuleId id, Rule rule, List<Entry> sources, List<Entry> except) {
        return new Rule(
                id,
                rule.name(),
                rule.effect(),
                sources,
                except,
                rule.scope(),
                rule.life(),
                rule.onTrial());
    }

    private Entry kept(Entry entry) {
        EntryId id =
                taken.contains(entry.id())
                        ? new EntryId(
                                free(entry.id().value(), text -> taken.contains(new EntryId(text))))
                        : entry.id();
        taken.add(id);
        return new Entry(
                id, entry.source(), entry.life(), entry.label(), entry.owner(), entry.reviewAt());
    }

    private static String free(String id, Predicate<String> isTaken) {
        String root = id.substring(0, Math.min(id.length(), LONGEST_ROOT)) + "-kept";
        String text = root;
        for (int number = 2; isTaken.test(text); number++) {
            text = root + "-" + number;
        }
        return text;
    }
}
