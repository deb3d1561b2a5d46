package dev.sallyport.engine.policy;

/**
 * The stable name of an entry, made by the server. Ordered by ASCII, the order that breaks ties
 * between entries.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,62}}
 */
public record EntryId(String value) implements Comparable<EntryId> {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is of another form
     */
    public EntryId {
        Identifier.check(value, "an entry id");
    }

    /** Returns whether {@code text} could be an entry id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(EntryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
