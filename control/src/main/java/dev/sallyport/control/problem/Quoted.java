package dev.sallyport.control.problem;

/** User input as messages show it. */
public final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    /**
     * Returns {@code text} in backticks: at most 60 characters of it, and everything but printable
     * ASCII, and backticks, as a Java escape, so that look-alikes and invisible characters show and
     * a message stays one line.
     */
    public static String text(CharSequence text) {
        StringBuilder quoted = new StringBuilder("`");
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '`') {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.append(text.length() > LONGEST ? "...`" : "`").toString();
    }
}
