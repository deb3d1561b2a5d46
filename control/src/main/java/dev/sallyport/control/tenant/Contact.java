package dev.sallyport.control.tenant;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom the people of a tenant ask for access: words, or a link that begins with {@code mailto:} or
 * {@code https://}. It is shown to everybody who is refused.
 *
 * @param text 1 to 200 characters, none of them a control character or one that turns the direction
 *     of writing
 */
public record Contact(String text) {

    /** The longest contact, in characters. */
    public static final int MAX_LENGTH = 200;

    private static final Pattern MAIL =
            Pattern.compile("mailto:[A-Za-z0-9.!#$*+/=^_{|}~-]+@[A-Za-z0-9.-]+");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is blank, too long, or holds a character that
     *     could make it look like something else
     */
    public Contact {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a contact is of another form");
        }
    }

    /** Returns whether {@code text} can be a contact. */
    public static boolean isValid(String text) {
        return !text.isBlank()
                && text.length() <= MAX_LENGTH
                && text.codePoints().noneMatch(Contact::isMisleading)
                && (!text.startsWith("https://") || isHttps(text))
                && (!text.startsWith("mailto:") || MAIL.matcher(text).matches());
    }

    /* Controls, and the bidirectional controls of Unicode (UAX 9, section 2). */
    private static boolean isMisleading(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || c == 0x061C
                || c >= 0x200E && c <= 0x200F
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isHttps(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && uri.getUserInfo() == null;
        } catch (java.net.URISyntaxException notOne) {
            return false;
        }
    }

    /** Returns the address this links to; empty if it is words. */
    public Optional<String> link() {
        return text.startsWith("https://") || text.startsWith("mailto:")
                ? Optional.of(text)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
