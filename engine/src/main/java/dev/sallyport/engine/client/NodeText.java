package dev.sallyport.engine.client;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import org.jspecify.annotations.Nullable;

/*
 * Reads one hop as address headers write it: an address, a.b.c.d:port, [v6] or [v6]:port, semantics section 2.3. A zone id
 * is dropped and an IPv4-mapped address becomes IPv4. Ports are checked and then ignored.
 */
final class NodeText {

    private static final int LONGEST_IPV4 = "255.255.255.255".length();
    private static final int LARGEST_PORT = 65_535;

    private NodeText() {}

    /**
     * Returns the address that the characters denote, or null if they denote none.
     *
     * @param obfuscatedPorts whether a port may be an obfuscated identifier, RFC 7239 section 6.3
     */
    static @Nullable IpAddress tryParse(
            CharSequence text, int from, int to, boolean obfuscatedPorts) {
        if (from < to && text.charAt(from) == '[') {
            return bracketed(text, from + 1, to, obfuscatedPorts);
        }
        int colon = indexOf(text, from, Math.min(to, from + LONGEST_IPV4 + 1), ':');
        IpAddress host = colon < 0 ? null : AddressParser.tryParse(text, from, colon);
        if (host != null) {
            return isPort(text, colon + 1, to, obfuscatedPorts) ? host : null;
        }
        return AddressParser.tryParseRequestAddress(text, from, to);
    }

    private static @Nullable IpAddress bracketed(
            CharSequence text, int from, int to, boolean obfuscatedPorts) {
        int close = indexOf(text, from, to, ']');
        boolean ipv6 = close >= 0 && indexOf(text, from, close, ':') >= 0;
        if (!ipv6) {
            return null;
        }
        boolean portFits =
                close + 1 == to
                        || (text.charAt(close + 1) == ':'
                                && isPort(text, close + 2, to, obfuscatedPorts));
        return portFits ? AddressParser.tryParseRequestAddress(text, from, close) : null;
    }

    private static boolean isPort(CharSequence text, int from, int to, boolean obfuscatedPorts) {
        if (from < to && text.charAt(from) == '_') {
            return obfuscatedPorts && Tokens.isToken(text, from + 1, to);
        }
        if (from >= to || to - from > 5) {
            return false;
        }
        int port = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Tokens.isDigit(c)) {
                return false;
            }
            port = port * 10 + (c - '0');
        }
        return port <= LARGEST_PORT;
    }

    /** Returns why the characters, which {@link #tryParse} refused, are no address. */
    static UndeterminedCause fault(CharSequence text, int from, int to) {
        if (from == to) {
            return UndeterminedCause.ELEMENT_EMPTY;
        }
        int colon = indexOf(text, from, to, ':');
        boolean unknown = Tokens.isWord(text, from, colon < 0 ? to : colon, "unknown");
        return unknown || text.charAt(from) == '_'
                ? UndeterminedCause.ELEMENT_HIDDEN
                : UndeterminedCause.ELEMENT_MALFORMED;
    }

    private static int indexOf(CharSequence text, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }
}
