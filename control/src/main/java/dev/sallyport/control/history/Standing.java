package dev.sallyport.control.history;

import java.util.Arrays;
import java.util.Optional;

/** What became of the confirmation of a revision. The names are public API. */
public enum Standing {
    /** It stood from the beginning. */
    STANDS("stands"),
    /** It waits for a confirmation. */
    PROVISIONAL("provisional"),
    /** It waited for a confirmation and was confirmed. */
    CONFIRMED("confirmed"),
    /** It waited for a confirmation and went back. */
    REVERTED("reverted");

    private final String text;

    Standing(String text) {
        this.text = text;
    }

    /** Returns the public name. */
    public String text() {
        return text;
    }

    /** Returns the standing whose public name is {@code text}, if there is one. */
    public static Optional<Standing> find(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
