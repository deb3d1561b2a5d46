package dev.sallyport.egress.feed;

/* What an answer says, made fit for a sentence. */
final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    /** Returns the first characters in backticks, without any that a terminal would act on. */
    static String text(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        StringBuilder clean = new StringBuilder("`");
        shown.codePoints()
                .map(c -> Character.isISOControl(c) || c == '`' ? '?' : c)
                .forEach(clean::appendCodePoint);
        return clean.append('`').toString();
    }
}
