package dev.sallyport.compat.imports;

/**
 * What became of one entry of a source.
 *
 * @param place where it stands
 * @param text how it is written there, cut after {@link #MAX_TEXT} characters
 * @param fate what became of it
 * @param into the rule it is in and the part of it, such as {@code okta-office/sources}; empty if
 *     in none
 * @param why the reason, one sentence; empty where nothing is to be said
 * @param hint what can be done, empty if nothing
 */
public record ImportLine(
        Place place, String text, Fate fate, String into, String why, String hint) {

    /** The longest text that is kept of an entry, in UTF-16 units. */
    public static final int MAX_TEXT = 160;

    /** Cuts the text. */
    public ImportLine {
        if (text.length() > MAX_TEXT) {
            text = text.substring(0, MAX_TEXT) + "…";
        }
    }
}
