package dev.sallyport.control.audit;

/**
 * What is wrong with an audit log.
 *
 * @param kind in which way
 * @param number the number of the first record concerned; 0 if it is none
 * @param detail one sentence for people
 */
public record AuditFinding(Kind kind, long number, String detail) {

    /** In which ways an audit log can be wrong. */
    public enum Kind {
        /** A record does not say what it said, or is not the one that stood there. */
        CHANGED,
        /** A record is not there. */
        MISSING,
        /** A record stands at another place. */
        REORDERED,
        /** The last records are not there. */
        CUT,
        /** A signature does not belong to what it stands under. */
        FORGED,
        /** A signature is not one of the known keys. */
        OTHER_KEY,
        /** Something cannot be read at all. */
        UNREADABLE
    }
}
