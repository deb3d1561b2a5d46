package dev.sallyport.control.history;

import java.util.Arrays;
import java.util.Optional;

/** How a revision came about. The names are public API. */
public enum RevisionKind {
    /** Somebody sent a policy. */
    PUBLISHED("published"),
    /** A draft was published. */
    DRAFT("draft"),
    /** An older revision was made the policy again. */
    ROLLBACK("rollback"),
    /** A provisional revision went back. */
    REVERT("revert");

    private final String text;

    RevisionKind(String text) {
        this.text = text;
    }

    /** Returns the public name. */
    public String text() {
        return text;
    }

    /** Returns the kind whose public name is {@code text}, if there is one. */
    public static Optional<RevisionKind> find(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
