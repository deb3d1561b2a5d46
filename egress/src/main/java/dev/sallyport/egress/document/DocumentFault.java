package dev.sallyport.egress.document;

/**
 * One thing that is wrong with a document.
 *
 * @param code a public code such as {@code prefix.host-bits-set}; never renamed, never reused
 * @param where a JSON Pointer (RFC 6901), {@code line 7} in a text, or empty for the whole
 * @param detail one lower-case sentence, no final stop, input in backticks
 * @param hint how to mend it; empty if nothing can be suggested
 */
public record DocumentFault(String code, String where, String detail, String hint) {

    /** The document is not the JSON, YAML or text that it should be. */
    public static final String SYNTAX = "egress.syntax";

    /** The document ends in the middle. */
    public static final String TRUNCATED = "egress.truncated";

    /** The document is larger than the limit. */
    public static final String TOO_LARGE = "egress.too-large";

    /** There are more prefixes than the limit. */
    public static final String TOO_MANY = "egress.too-many-prefixes";

    /** A member is unknown, missing, there twice, or of another type. */
    public static final String MEMBER = "egress.member";

    /** A member's value is out of its range. */
    public static final String VALUE = "egress.value";

    /** The document is of another format or version. */
    public static final String FORMAT = "egress.format";

    /** A prefix is there twice. */
    public static final String DUPLICATE = "egress.duplicate";

    /** Prefixes are not in ascending order. */
    public static final String UNSORTED = "egress.unsorted";

    /** Returns the fault as one line: where, what, and the hint. */
    public String words() {
        String at = where.isEmpty() ? "" : where + ": ";
        return at + detail + " [" + code + "]" + (hint.isEmpty() ? "" : " — " + hint);
    }
}
