package dev.sallyport.engine.policy;

import java.util.regex.Pattern;

/**
 * The name by which a policy refers to a list: a tenant's own ({@code vpn}), the operator's ({@code
 * platform:relays}) or a feed's ({@code feed:aws/us-east-1/EC2}).
 *
 * @param value the name with its prefix, if any; at most 200 characters
 */
public record ListName(String value) implements Comparable<ListName> {

    private static final String PLATFORM = "platform:";
    private static final String FEED = "feed:";

    private static final Pattern FORM =
            Pattern.compile(
                    "(platform:)?[a-z0-9][a-z0-9-]{0,62}|feed:[A-Za-z0-9][A-Za-z0-9/_.*-]{0,190}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is of another form
     */
    public ListName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a list name is of another form");
        }
    }

    /** Returns whether {@code text} could be a list name. */
    public static boolean isValid(String text) {
        return text.length() <= 200 && FORM.matcher(text).matches();
    }

    /**
     * Returns the name of the operator's list that is called {@code bareName} where no prefix is
     * needed.
     *
     * @throws IllegalArgumentException if the value is of another form
     */
    public static ListName platform(String bareName) {
        return new ListName(PLATFORM + bareName);
    }

    /** Returns whether this names a list of the operator. */
    public boolean isPlatform() {
        return value.startsWith(PLATFORM);
    }

    /** Returns whether this names a part of a feed. */
    public boolean isFeed() {
        return value.startsWith(FEED);
    }

    /** Returns whether this names a list of the tenant whose policy says it. */
    public boolean isOwn() {
        return !isPlatform() && !isFeed();
    }

    /** Returns the name without its prefix, if it has one. */
    public String bareName() {
        return value.substring(value.indexOf(':') + 1);
    }

    @Override
    public int compareTo(ListName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
