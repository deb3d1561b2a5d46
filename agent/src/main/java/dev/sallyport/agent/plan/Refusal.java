package dev.sallyport.agent.plan;

/**
 * Why nothing is changed.
 *
 * @param code a public code such as {@code sync.shrinks-too-much}; never renamed, never reused
 * @param detail one lower-case sentence, no final stop
 * @param hint what to do about it; empty if nothing can be suggested
 */
public record Refusal(String code, String detail, String hint) {

    /** Returns the refusal as one line. */
    public String words() {
        return detail + " [" + code + "]" + (hint.isEmpty() ? "" : " — " + hint);
    }
}
