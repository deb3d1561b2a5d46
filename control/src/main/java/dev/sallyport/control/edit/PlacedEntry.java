package dev.sallyport.control.edit;

import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a policy and where it stands.
 *
 * @param rule the rule it is of
 * @param place which entries of the rule
 * @param index at which position among them, from 0
 * @param entry the entry
 */
public record PlacedEntry(RuleId rule, EntryPlace place, int index, Entry entry) {

    /** Returns the entry of a policy that has the given id. */
    public static Optional<PlacedEntry> find(Policy policy, EntryId id) {
        return policy.rules().stream()
                .flatMap(rule ->
                        find(rule, EntryPlace.SOURCES, id)
                                .or(() -> find(rule, EntryPlace.EXCEPT, id))
                                .stream())
                .findFirst();
    }

    private static Optional<PlacedEntry> find(Rule rule, EntryPlace place, EntryId id) {
        List<Entry> entries = entries(rule, place);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().equals(id)) {
                return Optional.of(new PlacedEntry(rule.id(), place, i, entries.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Returns the entries of a rule at a place. */
    static List<Entry> entries(Rule rule, EntryPlace place) {
        return switch (place) {
            case SOURCES -> rule.sources();
            case EXCEPT -> rule.except();
        };
    }
}
