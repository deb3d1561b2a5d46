package dev.sallyport.engine.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a tenant demands of requests. The order of rules carries no meaning and is kept only because
 * people chose it.
 *
 * @param mode what the policy is for
 * @param authorizedClients how lists of authorised clients are read
 * @param rules the rules, ids unique
 */
public record Policy(Mode mode, ClientAuthorization authorizedClients, List<Rule> rules) {

    /** The policy of a new tenant: monitoring, no rules. */
    public static final Policy INITIAL =
            new Policy(Mode.MONITOR, ClientAuthorization.IGNORE, List.of());

    /**
     * Copies the rules.
     *
     * @throws IllegalArgumentException if two rules have one id
     */
    public Policy {
        rules = List.copyOf(rules);
        Set<RuleId> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules have one id");
            }
        }
    }

    /** Returns how many entries the rules hold, exceptions included. */
    public int entryCount() {
        int count = 0;
        for (Rule rule : rules) {
            count += rule.sources().size() + rule.except().size();
        }
        return count;
    }

    /** Returns the names of the lists that entries of the rules refer to, exceptions included. */
    public Set<ListName> listNames() {
        Set<ListName> names = new HashSet<>();
        for (Rule rule : rules) {
            collect(rule.sources(), names);
            collect(rule.except(), names);
        }
        return names;
    }

    private static void collect(List<Entry> entries, Set<ListName> names) {
        for (Entry entry : entries) {
            if (entry.source() instanceof Source.ListReference(ListName name)) {
                names.add(name);
            }
        }
    }

    /** Returns this policy in another mode. */
    public Policy withMode(Mode other) {
        return new Policy(other, authorizedClients, rules);
    }
}
