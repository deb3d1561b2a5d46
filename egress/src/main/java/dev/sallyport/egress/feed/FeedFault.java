package dev.sallyport.egress.feed;

import java.util.Locale;

/**
 * What is wrong with an answer that should have been a feed. The code is public and never reused.
 */
public enum FeedFault {
    /** It is empty, or holds nothing but white space. */
    EMPTY,
    /** It is longer than allowed. */
    TOO_LARGE,
    /** It is no UTF-8 text. */
    NOT_TEXT,
    /** It is an HTML or XML page, such as the error page of a proxy. */
    PAGE,
    /** It begins like JSON and is none; a document that was cut off looks like this. */
    NOT_JSON,
    /** It is of none of the formats that are known. */
    UNKNOWN_FORMAT,
    /** It lacks what its format demands, or holds something else in its place. */
    WRONG_SHAPE,
    /** A text that should be a prefix is none, or has host bits set. */
    BAD_PREFIX,
    /** It holds addresses of another family than it should. */
    WRONG_FAMILY,
    /** It holds private or reserved addresses. */
    RESERVED,
    /** It holds a prefix that is too short to be meant. */
    TOO_BROAD,
    /** It holds fewer prefixes than it must. */
    TOO_FEW,
    /** It holds more prefixes than it may. */
    TOO_MANY,
    /** It lost more than is let pass since the edition before. */
    SHRUNK,
    /** Its stamp is older than the one of the edition before. */
    STAMP_WENT_BACK,
    /** Its stamp is of a time to come, behind which every honest edition would be older. */
    STAMP_AHEAD;

    /** Returns the public code: the name in lower case, words joined by {@code -}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
