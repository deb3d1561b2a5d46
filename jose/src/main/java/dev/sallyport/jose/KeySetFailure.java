package dev.sallyport.jose;

/**
 * Why keys could not be fetched.
 *
 * @param kind what went wrong
 * @param detail a sentence for people without a final stop and without any text of the answer
 */
public record KeySetFailure(Kind kind, String detail) {

    /** What can go wrong. */
    public enum Kind {
        /** No connection, or it broke. */
        UNREACHABLE,
        /** The deadline passed. */
        TOO_SLOW,
        /** The answer's status is not 200; redirections are not followed. */
        STATUS,
        /** The answer is longer than 1 MiB. */
        TOO_LARGE,
        /** The answer is no JWK Set, or has no key that can be used. */
        UNUSABLE
    }
}
