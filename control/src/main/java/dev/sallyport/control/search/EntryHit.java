package dev.sallyport.control.search;

import dev.sallyport.control.edit.EntryPlace;
import dev.sallyport.control.finding.Ranges;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.RuleId;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry that contains what was searched for.
 *
 * @param inDraft whether it is of the draft; otherwise it is of the active revision
 * @param rule the rule it is of
 * @param place which entries of the rule
 * @param effect what a match of the rule asks for
 * @param entry the entry of the rule
 * @param listed if that names a list, the entry of the list, else null
 * @param idle why it does not count at the moment, or null if it does
 */
public record EntryHit(
        boolean inDraft,
        RuleId rule,
        EntryPlace place,
        Effect effect,
        Entry entry,
        @Nullable Entry listed,
        @Nullable Idleness idle) {

    /**
     * The most specific first, semantics section 5: the fewest addresses, then origin, country,
     * any; of equals the smallest entry id, the active revision before the draft, the smallest rule
     * id. A list counts as its entry.
     */
    public static final Comparator<EntryHit> MOST_SPECIFIC_FIRST =
            Comparator.comparing(EntryHit::innermost, MostSpecific.ENTRY_FIRST)
                    .thenComparing(EntryHit::inDraft)
                    .thenComparing(EntryHit::rule)
                    .thenComparing(EntryHit::place)
                    .thenComparing(hit -> hit.entry().id());

    /** Returns the entry that says what is matched: that of the list, if there is one. */
    public Entry innermost() {
        return listed == null ? entry : listed;
    }

    /** Returns how many addresses the innermost entry names, if it names any. */
    public Optional<BigInteger> addresses() {
        return Optional.ofNullable(Ranges.of(innermost().source())).map(IpRange::size);
    }
}
