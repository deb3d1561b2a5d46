package dev.sallyport.jose;

import java.util.List;

/**
 * Where a claim is found: a name, or names of objects inside one another separated by dots, such as
 * {@code realm_access.roles}.
 *
 * <p>Names with dots in them are common (a claim may be called {@code https://example.com/roles}):
 * a claim whose whole name is the text counts, and only if there is none do dots lead into objects.
 *
 * @param text the path, 1 to 200 characters
 */
public record ClaimPath(String text) {

    private static final int LONGEST = 200;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is empty, too long, or begins or ends with a dot
     */
    public ClaimPath {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a claim path is 1 to 200 characters");
        }
        if (text.startsWith(".") || text.endsWith(".")) {
            throw new IllegalArgumentException("a claim path neither begins nor ends with a dot");
        }
    }

    List<String> names() {
        return List.of(text.split("\\.", -1));
    }

    @Override
    public String toString() {
        return text;
    }
}
