package dev.sallyport.engine.address;

import java.util.HexFormat;

/** User input as messages show it. */
public final class QuotedText {

    private static final int LONGEST = 60;

    private QuotedText() {}

    /**
     * Returns the first 60 characters of {@code text} in backticks. Everything but printable ASCII,
     * and the backtick, is shown as a Java escape, so that look-alike digits and invisible
     * characters show.
     */
    public static String quote(CharSequence text) {
        StringBuilder quoted = new StringBuilder("`");
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '`') {
                quoted.append(c);
                continue;
            }
            quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
        return quoted.append(text.length() > LONGEST ? "...`" : "`").toString();
    }
}
