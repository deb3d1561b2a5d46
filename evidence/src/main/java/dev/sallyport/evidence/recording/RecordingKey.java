package dev.sallyport.evidence.recording;

/**
 * 128 secret bits by which principals are told apart; random and unknown to whoever sends requests,
 * so that nobody can choose principals that are taken for one another or that meet in one slot.
 *
 * @param first 64 random bits
 * @param second 64 more
 */
public record RecordingKey(long first, long second) {

    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "RecordingKey";
    }
}
