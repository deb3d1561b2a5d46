package dev.sallyport.compat.imports;

/** What became of one entry of a source. */
public enum Fate {
    /** It is in the policy as it was written. */
    TAKEN("taken"),

    /** It is in the policy, written otherwise; the reason says how. */
    NORMALISED("normalised"),

    /** The policy holds the same already, from another entry of the source. */
    DUPLICATE("duplicate"),

    /** It has no part in the policy, and none of its meaning is lost. */
    LEFT_OUT("left-out"),

    /** The policy does not say what it said, or not all of it; somebody has to decide. */
    ATTENTION("needs-attention"),

    /** It is not valid; nothing was made of it. */
    FAULTY("faulty");

    private final String word;

    Fate(String word) {
        this.word = word;
    }

    /** Returns the word that reports use. */
    public String word() {
        return word;
    }
}
