package dev.sallyport.compat.imports;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of one part of one rule, each source once: an entry whose source and life are there
 * already, also in another notation, is reported as a duplicate. Not thread-safe.
 */
public final class EntryBasket {

    /** The longest label and owner, in UTF-16 units. */
    public static final int MAX_WORDS = 200;

    /* What an entry matches, and when. */
    private record Meaning(Object addresses, Life life) {}

    private final Ledger ledger;
    private final String into;
    private final List<EntrySubmission> entries = new ArrayList<>();
    private final Map<Meaning, Place> places = new HashMap<>();

    /**
     * Begins a part.
     *
     * @param ledger where it is said what became of each entry
     * @param into the rule and its part, as {@link ImportLine#into} says it
     */
    public EntryBasket(Ledger ledger, String into) {
        this.ledger = ledger;
        this.into = into;
    }

    /** Returns whether nothing is in it. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns the entries in the order in which they came. */
    public List<EntrySubmission> entries() {
        return List.copyOf(entries);
    }

    /**
     * Adds an entry and reports it under the next number.
     *
     * @param text how the source writes it
     * @param why how it differs from what is written there, empty if it does not
     */
    public void add(Place place, String text, EntrySubmission entry, String why) {
        addAt(ledger.next(), place, text, entry, why);
    }

    /** Adds an entry and reports it under a number of the ledger. */
    public void addAt(int number, Place place, String text, EntrySubmission entry, String why) {
        Meaning meaning = new Meaning(addresses(entry.source()), entry.life());
        Place earlier = places.putIfAbsent(meaning, place);
        if (earlier != null) {
            ledger.addAt(
                    number,
                    new ImportLine(
                            place, text, Fate.DUPLICATE, into, "the same as " + earlier, ""));
            return;
        }
        entries.add(entry);
        ledger.addAt(
                number,
                new ImportLine(
                        place, text, why.isEmpty() ? Fate.TAKEN : Fate.NORMALISED, into, why, ""));
    }

    /**
     * Adds an entry that no line of the report is about; one that is there already is not added.
     */
    public void addSilently(EntrySubmission entry) {
        Meaning meaning = new Meaning(addresses(entry.source()), entry.life());
        if (places.putIfAbsent(meaning, Place.whole()) == null) {
            entries.add(entry);
        }
    }

    /**
     * Adds entries that no line of the report is about; those that are there already are not added.
     */
    public void addAllSilently(Iterable<EntrySubmission> others) {
        others.forEach(this::addSilently);
    }

    private static Object addresses(Source source) {
        return switch (source) {
            case Source.Network(var prefix) -> prefix.toRange();
            case Source.Range(IpRange range) -> range;
            case Source.Country country -> country;
            case Source.Asn asn -> asn;
            case Source.ListReference list -> list;
            case Source.Any any -> any;
        };
    }
}
