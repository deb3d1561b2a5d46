package dev.sallyport.control.expiry;

import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.RuleId;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An instant at which something of a policy or a list ends, or is to be looked at.
 *
 * @param at when
 * @param kind what happens then
 * @param rule the rule it is of, or null if it is of a list
 * @param list the list it is of, or null if it is of a rule
 * @param entry the entry, or null if it is the rule itself
 * @param what the source of the entry, or the name of the rule; may be empty
 * @param label what the entry is for, empty if not said
 * @param owner who answers for it, empty if not said
 */
public record Deadline(
        Instant at,
        Kind kind,
        @Nullable RuleId rule,
        @Nullable ListName list,
        @Nullable EntryId entry,
        String what,
        String label,
        String owner) {

    /** The earliest first; of one instant in the order of their places. */
    public static final Comparator<Deadline> EARLIEST_FIRST =
            Comparator.comparing(Deadline::at)
                    .thenComparing(Deadline::place)
                    .thenComparing(Deadline::kind);

    /** What happens at a deadline. */
    public enum Kind {
        /** It no longer counts from then on. */
        EXPIRES("expires"),
        /** Somebody is to look whether it is still needed. */
        REVIEW("review");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns the public name, such as {@code expires}. */
        public String text() {
            return text;
        }
    }

    /** Returns where it is: {@code RULE}, {@code RULE/ENTRY} or {@code list NAME/ENTRY}. */
    public String place() {
        String holder = list == null ? String.valueOf(rule) : "list " + list;
        return entry == null ? holder : holder + "/" + entry;
    }
}
