package dev.sallyport.gate;

/*
 * The value of a Cookie header (RFC 6265 section 4.2.1): pairs divided by semicolons. Quotes protect nothing, as in browsers
 * (RFC 6265bis section 5.6): a semicolon ends a pair wherever it stands.
 */
final class CookieText {

    private CookieText() {}

    /**
     * Returns where the value of the first cookie of this name at or behind a place begins, or -1.
     * The place is the start of the text or inside a pair, which is then passed over.
     */
    static int valueOf(String text, String name, int place) {
        int start = place == 0 ? 0 : behindNext(text, place);
        while (start >= 0 && start < text.length()) {
            int nameStart = start;
            while (nameStart < text.length() && HeaderText.isWhiteSpace(text.charAt(nameStart))) {
                nameStart++;
            }
            if (text.startsWith(name, nameStart)) {
                int equals = nameStart + name.length();
                while (equals < text.length() && HeaderText.isWhiteSpace(text.charAt(equals))) {
                    equals++;
                }
                if (equals < text.length() && text.charAt(equals) == '=') {
                    return equals + 1;
                }
            }
            start = behindNext(text, nameStart);
        }
        return -1;
    }

    private static int behindNext(String text, int from) {
        int semicolon = text.indexOf(';', from);
        return semicolon < 0 ? -1 : semicolon + 1;
    }
}
