package dev.sallyport.control.issuer;

/**
 * Where a token says something: the name of a claim, or names with dots between them that lead into
 * objects, such as {@code realm_access.roles}. A claim that has the whole text as its name is found
 * first, so that names which are URLs work.
 *
 * @param text the names
 */
public record ClaimPath(String text) {

    /** The longest path. */
    public static final int MAX_LENGTH = 200;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public ClaimPath {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a claim path is empty, too long or ends in a dot");
        }
    }

    /** Returns whether the text is one: 1 to 200 characters, no dot at its ends. */
    public static boolean isValid(String text) {
        return !text.isBlank()
                && text.length() <= MAX_LENGTH
                && !text.startsWith(".")
                && !text.endsWith(".");
    }

    @Override
    public String toString() {
        return text;
    }
}
