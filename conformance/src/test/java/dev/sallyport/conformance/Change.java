package dev.sallyport.conformance;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.Octets;
import dev.sallyport.testkit.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/* Changes of a state that the properties speak of. */
final class Change {

    private Change() {}

    /** Returns the rule with other exceptions. */
    static Rule except(Rule rule, List<Entry> except) {
        return with(rule, rule.sources(), except);
    }

    /**
     * Returns the state with all lists of entries changed: of rules, of the draft's rules and of
     * lists.
     */
    static TenantState entries(TenantState state, UnaryOperator<List<Entry>> change) {
        Map<ListName, NetworkList> lists = new HashMap<>();
        state.lists()
                .forEach((name, list) ->
                        lists.put(name, new NetworkList(name, change.apply(list.entries()))));
        UnaryOperator<List<Rule>> rules =
                all ->
                        all.stream()
                                .map(rule ->
                                        with(
                                                rule,
                                                change.apply(rule.sources()),
                                                change.apply(rule.except())))
                                .toList();
        return rules(States.withLists(state, lists), rules);
    }

    private static TenantState rules(TenantState state, UnaryOperator<List<Rule>> change) {
        Policy draft = state.draft();
        TenantState changed = States.withPolicy(state, with(state.policy(), change));
        return draft == null ? changed : States.withDraft(changed, with(draft, change));
    }

    /** Returns the entries with every prefix of more than one address in two halves. */
    static List<Entry> halved(List<Entry> entries) {
        List<Entry> halves = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.source() instanceof Source.Network network && !isSingle(network.prefix())) {
                IpPrefix whole = network.prefix();
                int length = whole.length() + 1;
                Octets upper = Octets.lastOf(whole).masked(length);
                halves.add(with(entry, "l", new IpPrefix(whole.address(), length)));
                halves.add(with(entry, "r", new IpPrefix(upper.address(), length)));
            } else {
                halves.add(entry);
            }
        }
        return halves;
    }

    private static boolean isSingle(IpPrefix prefix) {
        return prefix.length() == prefix.address().family().bits();
    }

    private static Entry with(Entry entry, String suffix, IpPrefix prefix) {
        EntryId id = new EntryId(entry.id() + suffix);
        return new Entry(
                id,
                new Source.Network(prefix),
                entry.life(),
                entry.label(),
                entry.owner(),
                entry.reviewAt());
    }

    /** Returns the state with rules, entries and grants in another order. */
    static TenantState shuffled(TenantState state, Chance chance) {
        TenantState entries = entries(state, all -> shuffled(all, chance));
        TenantState rules = rules(entries, all -> shuffled(all, chance));
        return States.withGrants(
                rules,
                shuffled(state.supportGrants(), chance),
                shuffled(state.exemptions(), chance),
                shuffled(state.breakGlassGrants(), chance));
    }

    private static <T> List<T> shuffled(List<T> elements, Chance chance) {
        List<T> rest = new ArrayList<>(elements);
        List<T> order = new ArrayList<>();
        while (!rest.isEmpty()) {
            order.add(rest.remove(chance.below(rest.size())));
        }
        return order;
    }

    private static Policy with(Policy policy, UnaryOperator<List<Rule>> change) {
        return new Policy(policy.mode(), policy.authorizedClients(), change.apply(policy.rules()));
    }

    private static Rule with(Rule rule, List<Entry> sources, List<Entry> except) {
        return new Rule(
                rule.id(),
                rule.name(),
                rule.effect(),
                sources,
                except,
                rule.scope(),
                rule.life(),
                rule.onTrial());
    }
}
