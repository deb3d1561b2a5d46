package dev.sallyport.evidence.column;

/** What becomes of a row when a candidate takes the place of what it is compared with. */
public enum Change {
    /** Allowed before and after. */
    STILL_ALLOWED,
    /** Denied before and after. */
    STILL_DENIED,
    /** Allowed before, denied after. */
    NEWLY_DENIED,
    /** Denied before, allowed after. */
    NEWLY_ALLOWED,
    /**
     * Either of the two does not say the same of the whole network of a folded row, so nobody can
     * tell how many of its requests it is about.
     */
    UNCERTAIN
}
