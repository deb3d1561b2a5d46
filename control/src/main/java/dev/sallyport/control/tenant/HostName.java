package dev.sallyport.control.tenant;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * A DNS host name in the one form in which hosts are compared: lower case, A-labels (RFC 5890), no
 * port, no trailing dot.
 *
 * @param value the name, 1 to 253 characters
 */
public record HostName(String value) implements Comparable<HostName> {

    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL_LENGTH = 63;

    /* What a name with its port and dot, or a name of U-labels, can be at most. */
    private static final int MAX_TEXT_LENGTH = 300;

    /*
     * Letters that IDNA 2003 maps away and IDNA 2008 keeps (RFC 5894 section 7.2): two clients would turn one text into two
     * names, so whoever means one of them writes the A-label.
     */
    private static final String DISPUTED = "\u00DF\u03C2\u200C\u200D";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of the canonical form
     */
    public HostName {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("a host name is not of the canonical form");
        }
    }

    /**
     * Returns the host that {@code text}, as people or a {@code Host} header write it, names; empty
     * if it names none.
     */
    public static Optional<HostName> parse(String text) {
        if (text.length() > MAX_TEXT_LENGTH
                || text.chars().anyMatch(c -> DISPUTED.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        String name = withoutPort(text);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        String ascii = toAscii(name).toLowerCase(Locale.ROOT);
        return isCanonical(ascii) ? Optional.of(new HostName(ascii)) : Optional.empty();
    }

    private static String withoutPort(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return text;
        }
        String port = text.substring(colon + 1);
        boolean isPort = port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        return isPort ? text.substring(0, colon) : text;
    }

    private static String toAscii(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name;
        }
        try {
            return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException notAName) {
            return "";
        }
    }

    private static boolean isCanonical(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabel(String label) {
        if (label.isEmpty()
                || label.length() > MAX_LABEL_LENGTH
                || label.startsWith("-")
                || label.endsWith("-")) {
            return false;
        }
        return label.chars()
                .allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
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
