package dev.sallyport.gate;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Host names as directories of tenants hold them: lower case, A-labels, without port and trailing
 * dot; an IPv6 literal stands in brackets in its canonical form (RFC 5952).
 */
public final class HostName {

    /* RFC 1035 section 2.3.4 as text, without the trailing dot. */
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_PORT = 5;

    private HostName() {}

    /**
     * Returns the host of a {@code Host} header (RFC 9110 section 7.2) in its normal form, or null
     * if the text is none: a name of letters, digits, {@code -} and {@code _} in labels of 1 to 63
     * characters, at most 253 in all, or an IPv6 address in brackets; then perhaps {@code :} and up
     * to five digits. Names outside ASCII are refused: browsers and proxies send A-labels, and what
     * one program folds another does not.
     */
    public static @Nullable String normalize(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > LONGEST + 2 + LONGEST_PORT) {
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
        if (end > LONGEST) {
            return null;
        }
        char[] normal = new char[end];
        int labelStart = 0;
        for (int i = 0; i < end; i++) {
            char c = HeaderText.lower(text.charAt(i));
            if (c == '.') {
                if (i == labelStart || i - labelStart > LONGEST_LABEL) {
                    return null;
                }
                labelStart = i + 1;
            } else if (!isNameCharacter(c)) {
                return null;
            }
            normal[i] = c;
        }
        boolean lastLabelFits = end > labelStart && end - labelStart <= LONGEST_LABEL;
        return lastLabelFits ? new String(normal) : null;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
