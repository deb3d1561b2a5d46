package dev.sallyport.document;

/**
 * How much a patch may do. Whatever it says, neither the document nor the work on it grows beyond
 * these.
 *
 * @param operations the most operations
 * @param steps the most steps of a pointer, which is how deep a document can become
 * @param values how many values may be added or copied altogether: a patch that copies its own
 *     copies would otherwise double the document with every operation
 * @param work how many elements of arrays may be looked at or moved altogether
 */
record PatchLimits(int operations, int steps, long values, long work) {

    /** The limits for a policy: enough to write each of 10,000 entries anew. */
    static final PatchLimits POLICY = new PatchLimits(1_000, 16, 250_000, 20_000_000);
}
