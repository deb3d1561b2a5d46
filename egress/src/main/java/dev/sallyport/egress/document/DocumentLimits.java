package dev.sallyport.egress.document;

/**
 * How much of a document is read.
 *
 * @param bytes the largest document, at least 1
 * @param prefixes how many prefixes it may hold, at least 1
 */
public record DocumentLimits(int bytes, int prefixes) {

    /** 32 MiB and 100,000 prefixes: more than six times the largest published list we know. */
    public static final DocumentLimits DEFAULT = new DocumentLimits(32 * 1024 * 1024, 100_000);

    /** Checks ranges. */
    public DocumentLimits {
        if (bytes < 1 || prefixes < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
