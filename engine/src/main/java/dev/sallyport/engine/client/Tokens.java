package dev.sallyport.engine.client;

/* The character classes of RFC 9110 section 5.6 that header values are made of. */
final class Tokens {

    private static final String SYMBOLS = "!#$%&'*+-.^_`|~";

    private Tokens() {}

    /** Returns whether the character may stand in a token, RFC 9110 section 5.6.2. */
    static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || SYMBOLS.indexOf(c) >= 0;
    }

    static boolean isToken(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns whether the character is optional white space, RFC 9110 section 5.6.3. */
    static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }

    static int skipWhiteSpace(CharSequence text, int from, int to) {
        int at = from;
        while (at < to && isWhiteSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static int skipWhiteSpaceBack(CharSequence text, int from, int to) {
        int at = to;
        while (at > from && isWhiteSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** Returns whether the characters are {@code word}, which is in lower case, in any case. */
    static boolean isWord(CharSequence text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = text.charAt(from + i);
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            if (lower != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
