package dev.sallyport.engine.host;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A host in the one form in which hosts are compared, whoever wrote it: a tenant's configuration, a
 * {@code Host} header, a host pattern.
 *
 * <p>The form is a name in lower case and A-labels (RFC 5890), without port and trailing dot:
 * labels of 1 to 63 letters, digits, {@code -} and {@code _}, at most 253 characters in all (RFC
 * 1035 section 2.3.4). DNS hosts have no {@code _} and no hyphen at the end of a label (RFC 1123
 * section 2.1), but browsers ask for such names and resolvers find them, so a tenant may own them.
 * An IPv6 address stands in brackets in its canonical form (RFC 5952).
 *
 * @param value the host, 1 to 253 characters of ASCII
 */
public record HostName(String value) implements Comparable<HostName> {

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_PORT = 5;

    /** The longest text that can name a host: a name, its trailing dot, a colon and a port. */
    public static final int LONGEST_TEXT = LONGEST + 2 + LONGEST_PORT;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of the canonical form
     */
    public HostName {
        boolean isCanonical =
                value.startsWith("[")
                        ? value.equals(literal(value))
                        : isName(value, value.length()) && !hasCapital(value, value.length());
        if (!isCanonical) {
            throw new IllegalArgumentException("a host name is not of the canonical form");
        }
    }

    /**
     * Returns the host that {@code text}, as a {@code Host} header carries it (RFC 9110 section
     * 7.2), names; null if it names none.
     *
     * <p>Capitals become small, one trailing dot and a port of up to five digits, perhaps none, are
     * removed. Names outside ASCII are refused: browsers and proxies send A-labels, and what one
     * program folds another does not.
     */
    public static @Nullable HostName parse(CharSequence text) {
        String name = normalize(text);
        return name == null ? null : new HostName(name);
    }

    private static @Nullable String normalize(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > LONGEST_TEXT) {
            return null;
        }
        if (text.charAt(0) == '[') {
            return literal(text);
        }
        int end = 0;
        while (end < length && text.charAt(end) != ':') {
            end++;
        }
        if (!isPort(text, end)) {
            return null;
        }
        if (end > 1 && text.charAt(end - 1) == '.') {
            end--;
        }
        return name(text, end);
    }

    private static @Nullable String literal(CharSequence text) {
        int end = 1;
        while (end < text.length() && text.charAt(end) != ']') {
            end++;
        }
        if (end == text.length() || !isPort(text, end + 1)) {
            return null;
        }
        IpAddress address = AddressParser.tryParse(text, 1, end);
        return address == null || address.isIpv4() ? null : "[" + address + "]";
    }

    /* Nothing more, or a colon and up to five digits; RFC 3986 section 3.2.3 allows none. */
    private static boolean isPort(CharSequence text, int from) {
        if (from == text.length()) {
            return true;
        }
        if (text.charAt(from) != ':' || text.length() - from - 1 > LONGEST_PORT) {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String name(CharSequence text, int end) {
        if (!isName(text, end)) {
            return null;
        }
        if (!hasCapital(text, end)) {
            return text.subSequence(0, end).toString();
        }
        char[] folded = new char[end];
        for (int i = 0; i < end; i++) {
            folded[i] = lower(text.charAt(i));
        }
        return new String(folded);
    }

    private static boolean isName(CharSequence text, int end) {
        if (end > LONGEST) {
            return false;
        }
        int labelStart = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (i == labelStart || i - labelStart > LONGEST_LABEL) {
                    return false;
                }
                labelStart = i + 1;
            } else if (!isNameCharacter(lower(c))) {
                return false;
            }
        }
        return end > labelStart && end - labelStart <= LONGEST_LABEL;
    }

    private static boolean hasCapital(CharSequence text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return true;
            }
        }
        return false;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
