package dev.sallyport.control.tenant;

import dev.sallyport.engine.host.HostName;
import java.net.IDN;
import java.util.Optional;

/**
 * Host names as people write them: what {@link HostName} reads, and names of U-labels besides,
 * which become A-labels here once, so that headers need not be guessed about.
 *
 * <p>Stateless and thread-safe.
 */
public final class HostReading {

    /* What a name of U-labels can be at most. */
    private static final int LONGEST_TEXT = 300;

    /*
     * Letters that IDNA 2003 maps away and IDNA 2008 keeps (RFC 5894 section 7.2): two clients would turn one text into two
     * names, so whoever means one of them writes the A-label.
     */
    private static final String DISPUTED = "\u00DF\u03C2\u200C\u200D";

    private HostReading() {}

    /** Returns the host that {@code text}, as people or a {@code Host} header write it, names. */
    public static Optional<HostName> read(String text) {
        if (text.length() > LONGEST_TEXT || text.chars().anyMatch(c -> DISPUTED.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        return Optional.ofNullable(HostName.parse(toAscii(text)));
    }

    /* The port is ASCII and stands behind the name: it is no part of the last label. */
    private static String toAscii(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        int colon = text.indexOf(':');
        int end = colon < 0 ? text.length() : colon;
        try {
            return IDN.toASCII(text.substring(0, end), IDN.USE_STD3_ASCII_RULES)
                    + text.substring(end);
        } catch (IllegalArgumentException notAName) {
            return "";
        }
    }
}
