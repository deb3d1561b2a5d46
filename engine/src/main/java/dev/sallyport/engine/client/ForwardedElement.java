package dev.sallyport.engine.client;

/*
 * Reads the elements of a `Forwarded` line, RFC 7239 section 4, without allocating.
 *
 *   element = [ pair ] *( ";" [ pair ] )      pair = token "=" ( token / quoted-string )
 *
 * Laxer than that in two points that leave one reading only, because proxies in use need them: white space may surround
 * a semicolon, and a value with `:`, `[` or `]` need not be quoted. Stricter in one: a parameter that is asked for and
 * stands twice is a fault, as section 4 demands of senders.
 *
 * Lines are split from their right end. What a trusted proxy appended stands there, well-formed, and whatever a client
 * put to the left of it, such as a quote that never closes, cannot change how it is read. A quoted string is
 * recognised backwards by its closing quote; its opening quote is the next one to the left that no odd number of
 * backslashes precedes.
 */
final class ForwardedElement {

    /** The element has no such parameter. */
    static final long ABSENT = -1;

    /** The element breaks the grammar or has the parameter twice. */
    static final long MALFORMED = -2;

    /** The line has a closing quote without an opening one. */
    static final int UNBALANCED = -1;

    private ForwardedElement() {}

    /**
     * Returns where the last element before {@code end} starts, behind a comma or at 0, or {@link
     * #UNBALANCED}.
     */
    static int start(CharSequence line, int end) {
        int at = end;
        while (at > 0) {
            char c = line.charAt(at - 1);
            if (c == ',') {
                return at;
            }
            at--;
            if (c == '"') {
                at = openingQuote(line, at);
                if (at < 0) {
                    return UNBALANCED;
                }
            }
        }
        return 0;
    }

    private static int openingQuote(CharSequence line, int closingQuote) {
        int at = closingQuote - 1;
        while (at >= 0) {
            if (line.charAt(at) != '"') {
                at--;
                continue;
            }
            int escapes = at;
            while (escapes > 0 && line.charAt(escapes - 1) == '\\') {
                escapes--;
            }
            boolean escaped = (at - escapes & 1) == 1;
            if (!escaped) {
                return at;
            }
            // Past the run, so that no backslash is counted twice and the work stays linear.
            at = escapes - 1;
        }
        return -1;
    }

    /**
     * Returns the span of the value of one parameter, quotes left out and escapes left in: {@link
     * #from} and {@link #to} take it apart. {@link #ABSENT} or {@link #MALFORMED} if there is none.
     *
     * @param name the parameter in lower case
     */
    static long find(CharSequence line, int from, int to, String name) {
        long found = ABSENT;
        int at = Tokens.skipWhiteSpace(line, from, to);
        while (at < to) {
            if (line.charAt(at) == ';') {
                at = Tokens.skipWhiteSpace(line, at + 1, to);
                continue;
            }
            int nameEnd = at;
            while (nameEnd < to && Tokens.isTokenCharacter(line.charAt(nameEnd))) {
                nameEnd++;
            }
            if (nameEnd == at || nameEnd == to || line.charAt(nameEnd) != '=') {
                return MALFORMED;
            }
            int value = nameEnd + 1;
            int end = valueEnd(line, value, to);
            if (end < 0) {
                return MALFORMED;
            }
            if (Tokens.isWord(line, at, nameEnd, name)) {
                if (found != ABSENT) {
                    return MALFORMED;
                }
                boolean quoted = line.charAt(value) == '"';
                found = quoted ? span(value + 1, end - 1) : span(value, end);
            }
            at = Tokens.skipWhiteSpace(line, end, to);
            if (at < to && line.charAt(at) != ';') {
                return MALFORMED;
            }
        }
        return found;
    }

    /* Behind the value that starts there, or -1 if none does. */
    private static int valueEnd(CharSequence line, int from, int to) {
        if (from < to && line.charAt(from) == '"') {
            return quotedEnd(line, from + 1, to);
        }
        int at = from;
        while (at < to && isValueCharacter(line.charAt(at))) {
            at++;
        }
        return at == from ? -1 : at;
    }

    private static boolean isValueCharacter(char c) {
        return Tokens.isTokenCharacter(c) || c == ':' || c == '[' || c == ']';
    }

    /* RFC 9110 section 5.6.4. */
    private static int quotedEnd(CharSequence line, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
            if (i == to || !isText(line.charAt(i))) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isText(char c) {
        return c == '\t' || (c >= ' ' && c <= '~') || (c >= 0x80 && c <= 0xFF);
    }

    private static long span(int from, int to) {
        return (long) from << 32 | to;
    }

    /** Returns the index of the first character of a span. */
    static int from(long span) {
        return (int) (span >>> 32);
    }

    /** Returns the index behind the last character of a span. */
    static int to(long span) {
        return (int) span;
    }

    /** Returns whether a span holds escapes, which only quoted strings can. */
    static boolean hasEscapes(CharSequence line, long span) {
        for (int i = from(span); i < to(span); i++) {
            if (line.charAt(i) == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Returns the characters of a span with each escape replaced by the character it escapes. */
    static String unescaped(CharSequence line, long span) {
        StringBuilder text = new StringBuilder(to(span) - from(span));
        for (int i = from(span); i < to(span); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            }
            text.append(line.charAt(i));
        }
        return text.toString();
    }
}
