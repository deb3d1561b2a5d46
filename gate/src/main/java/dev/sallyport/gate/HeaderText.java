package dev.sallyport.gate;

/* The character classes of RFC 9110 section 5.6 and RFC 9112 that a request's head is made of. */
final class HeaderText {

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";
    private static final boolean[] TOKEN = new boolean[256];

    /* Field values, RFC 9110 section 5.5: white space, visible characters and bytes above ASCII; no control characters. */
    private static final boolean[] VALUE = new boolean[256];

    static {
        for (int b = 0; b < 256; b++) {
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            TOKEN[b] = letter || (b >= '0' && b <= '9') || TOKEN_SYMBOLS.indexOf(b) >= 0;
            VALUE[b] = (b >= ' ' && b != 0x7F) || b == '\t';
        }
    }

    private HeaderText() {}

    static boolean isTokenByte(byte b) {
        return TOKEN[b & 0xFF];
    }

    static boolean isValueByte(byte b) {
        return VALUE[b & 0xFF];
    }

    static boolean isVisible(byte b) {
        return b > ' ' && b < 0x7F;
    }

    static boolean isWhiteSpace(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7F || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** Returns whether {@code text} is {@code word}, which is in lower case, in any case. */
    static boolean isWord(String text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(text.charAt(from + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the characters from one place to another without white space around them. */
    static String trimmed(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && HeaderText.isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && HeaderText.isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
