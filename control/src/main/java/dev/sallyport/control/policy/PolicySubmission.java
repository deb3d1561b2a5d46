package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole policy as somebody wants it to be. Every part is valid by itself; the order of rules and
 * entries is that of the document, which pointers of faults refer to.
 *
 * @param mode what the policy is for, or null for the mode it has
 * @param authorizedClients how lists of authorised clients are read
 * @param rules the rules, ids unique
 */
public record PolicySubmission(
        @Nullable Mode mode, ClientAuthorization authorizedClients, List<RuleSubmission> rules) {

    /** Copies the rules. */
    public PolicySubmission {
        rules = List.copyOf(rules);
    }

    /** Returns the submission that asks for {@code policy} as it is, ids included. */
    public static PolicySubmission of(Policy policy) {
        return new PolicySubmission(
                policy.mode(),
                policy.authorizedClients(),
                policy.rules().stream().map(RuleSubmission::of).toList());
    }

    /** Returns the names of the lists that entries of the rules refer to, exceptions included. */
    public Set<ListName> listNames() {
        Set<ListName> names = new HashSet<>();
        for (RuleSubmission rule : rules) {
            collect(rule.sources(), names);
            collect(rule.except(), names);
        }
        return names;
    }

    private static void collect(List<EntrySubmission> entries, Set<ListName> names) {
        for (EntrySubmission entry : entries) {
            if (entry.source() instanceof Source.ListReference(ListName name)) {
                names.add(name);
            }
        }
    }

    /** Returns how many entries the rules hold, exceptions included. */
    public int entryCount() {
        return rules.stream().mapToInt(rule -> rule.sources().size() + rule.except().size()).sum();
    }
}
