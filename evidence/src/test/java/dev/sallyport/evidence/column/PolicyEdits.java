package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/* Edits as people make them: mostly one entry of one rule, sometimes something else. */
final class PolicyEdits {

    private final Chance chance;
    private final List<IpAddress> addresses;
    private int made;

    PolicyEdits(Chance chance, List<IpAddress> addresses) {
        this.chance = chance;
        this.addresses = addresses;
    }

    TenantState edit(TenantState state) {
        if (!state.lists().isEmpty() && chance.oneIn(6)) {
            return States.withLists(state, lists(state.lists()));
        }
        if (chance.oneIn(15)) {
            return States.withGrants(state, List.of(), state.exemptions(), List.of());
        }
        return States.withPolicy(state, policy(state.policy()));
    }

    private Policy policy(Policy policy) {
        List<Rule> rules = new ArrayList<>(policy.rules());
        if (rules.isEmpty() || chance.oneIn(12)) {
            rules.add(
                    rule(
                            new RuleId("edit-" + made++),
                            chance.oneIn(2) ? Effect.ALLOW : Effect.DENY,
                            List.of(entry()),
                            List.of(),
                            false));
            return new Policy(policy.mode(), policy.authorizedClients(), rules);
        }
        int index = chance.below(rules.size());
        Rule rule = rules.get(index);
        if (chance.oneIn(12)) {
            rules.remove(index);
        } else if (chance.oneIn(12)) {
            rules.set(
                    index,
                    rule(rule.id(), rule.effect(), rule.sources(), rule.except(), !rule.onTrial()));
        } else {
            boolean isSource = chance.percent(75);
            List<Entry> edited = entries(isSource ? rule.sources() : rule.except());
            rules.set(
                    index,
                    new Rule(
                            rule.id(),
                            rule.name(),
                            rule.effect(),
                            isSource ? edited : rule.sources(),
                            isSource ? rule.except() : edited,
                            rule.scope(),
                            rule.life(),
                            rule.onTrial()));
        }
        return new Policy(policy.mode(), policy.authorizedClients(), rules);
    }

    private static Rule rule(
            RuleId id, Effect effect, List<Entry> sources, List<Entry> except, boolean onTrial) {
        return new Rule(id, "", effect, sources, except, Scope.ALL, Life.ALWAYS, onTrial);
    }

    private Map<ListName, NetworkList> lists(Map<ListName, NetworkList> lists) {
        Map<ListName, NetworkList> changed = new HashMap<>(lists);
        ListName name = chance.pick(lists.keySet().stream().sorted().toList());
        NetworkList list = lists.get(name);
        if (chance.oneIn(8)) {
            changed.remove(name);
        } else if (list != null) {
            changed.put(name, new NetworkList(name, entries(list.entries())));
        }
        return changed;
    }

    private List<Entry> entries(List<Entry> entries) {
        List<Entry> edited = new ArrayList<>(entries);
        int what = chance.below(3);
        if (edited.isEmpty() || what == 0) {
            edited.add(entry());
        } else if (what == 1) {
            edited.remove(chance.below(edited.size()));
        } else {
            edited.set(chance.below(edited.size()), entry());
        }
        return edited;
    }

    private Entry entry() {
        EntryId id = new EntryId("edit-" + made++);
        return Entry.of(id, source());
    }

    private Source source() {
        if (chance.oneIn(12)) {
            return new Source.Country(new CountryCode(chance.pick(List.of("DE", "US", "ZZ"))));
        }
        if (chance.oneIn(15)) {
            return new Source.Asn(chance.pick(List.of(64_496L, 1L)));
        }
        IpAddress address = chance.pick(addresses);
        int bits = address.family().bits();
        if (chance.oneIn(3)) {
            IpAddress other = chance.pick(addresses);
            if (other.family() == address.family()) {
                return new Source.Range(
                        address.compareTo(other) <= 0
                                ? new IpRange(address, other)
                                : new IpRange(other, address));
            }
        }
        int length = chance.oneIn(12) ? chance.between(0, bits) : bits - chance.below(bits / 4);
        return new Source.Network(IpPrefix.around(address, length));
    }
}
