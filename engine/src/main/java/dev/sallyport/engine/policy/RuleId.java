package dev.sallyport.engine.policy;

/**
 * The name of a rule, unique in its policy. Ordered by ASCII, the order in which the determining
 * rule is chosen.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,62}}
 */
public record RuleId(String value) implements Comparable<RuleId> {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is of another form
     */
    public RuleId {
        Identifier.check(value, "a rule id");
    }

    /** Returns whether {@code text} could be a rule id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
