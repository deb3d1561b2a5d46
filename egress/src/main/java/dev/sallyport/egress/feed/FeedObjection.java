package dev.sallyport.egress.feed;

/**
 * One thing that is wrong with an answer.
 *
 * @param fault what
 * @param detail one lower-case sentence, no final stop; what it quotes of the answer is short and
 *     in backticks
 */
public record FeedObjection(FeedFault fault, String detail) {

    /** Returns the code and the sentence. */
    @Override
    public String toString() {
        return fault.code() + ": " + detail;
    }
}
