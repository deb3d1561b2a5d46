package dev.sallyport.engine.address;

/*
 * User input as messages show it: in backticks, at most 60 characters of it, and everything but printable ASCII, and
 * backticks, as a Java escape, so that look-alike digits and invisible characters show.
 */
final class QuotedText {

    private static final int LONGEST = 60;

    private QuotedText() {}

    static String quote(CharSequence text) {
        StringBuilder quoted = new StringBuilder("`");
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '`') {
                quoted.append(c);
                continue;
            }
            quoted.append("\\u").append(String.format("%04x", (int) c));
        }
        return quoted.append(text.length() > LONGEST ? "...`" : "`").toString();
    }
}
