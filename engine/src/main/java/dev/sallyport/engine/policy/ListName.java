package dev.sallyport.engine.policy;

import java.util.regex.Pattern;

/**
 * The name by which a policy refers to a list: a tenant's own ({@code vpn}), the operator's ({@code
 * platform:relays}) or a feed's ({@code feed:aws/us-east-1/EC2}).
 *
 * @param value the name with its prefix, if any; at most 200 characters
 */
public record ListName(String value) implements Comparable<ListName> {

    private static final Pattern FORM =
            Pattern.compile(
                    "(platform:)?[a-z0-9][a-z0-9-]{0,62}|feed:[A-Za-z0-9][A-Za-z0-9/_.-]{0,190}");

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

    @Override
    public int compareTo(ListName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
