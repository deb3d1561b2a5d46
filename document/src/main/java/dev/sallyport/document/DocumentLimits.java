package dev.sallyport.document;

import dev.sallyport.control.policy.PolicyLimits;

/**
 * How much is read of a document before it is refused.
 *
 * @param maxBytes the longest document, in bytes; 1 or more
 * @param maxDepth how deep arrays and objects may be nested; 8 or more, as deep as documents of
 *     ours are
 * @param maxTextLength the longest text anywhere, in UTF-16 units; members have limits of their own
 *     below this
 * @param policy how large a policy may be
 */
public record DocumentLimits(long maxBytes, int maxDepth, int maxTextLength, PolicyLimits policy) {

    /** The limits of a deployment that configures none: 4 MiB, 32 levels, texts of 10,000 units. */
    public static final DocumentLimits DEFAULT =
            new DocumentLimits(4L << 20, 32, 10_000, PolicyLimits.DEFAULT);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is below its smallest value
     */
    public DocumentLimits {
        if (maxBytes < 1 || maxDepth < 8 || maxTextLength < 1) {
            throw new IllegalArgumentException("a limit of documents is below its smallest value");
        }
    }
}
