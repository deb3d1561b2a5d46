package dev.sallyport.engine.policy;

/**
 * The name of a channel, one door of the application.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,62}}
 */
public record ChannelId(String value) implements Comparable<ChannelId> {

    /** The built-in channel of requests that no declared path prefix matches. */
    public static final ChannelId OTHER = new ChannelId("other");

    /**
     * The word that stands for a path nobody can classify with certainty; no channel may be named
     * so.
     */
    public static final String AMBIGUOUS = "ambiguous";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is of another form or the reserved word {@code
     *     ambiguous}
     */
    public ChannelId {
        Identifier.check(value, "a channel id");
        if (value.equals(AMBIGUOUS)) {
            throw new IllegalArgumentException("`ambiguous` names no channel");
        }
    }

    /** Returns whether {@code text} could be a channel id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text) && !text.equals(AMBIGUOUS);
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
