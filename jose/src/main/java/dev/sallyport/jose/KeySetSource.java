package dev.sallyport.jose;

/** Where the keys of an issuer come from. Thread-safe; neither method waits for anything. */
public interface KeySetSource {

    /** Returns the keys that count now; {@link KeySet#NONE} if there are none to go by. */
    KeySet current();

    /**
     * Takes note that a token named a key which is not among them, as after a rotation. A source
     * that can fetch newer keys does so soon.
     */
    void missed();

    /** Returns a source that always has the same keys. */
    static KeySetSource fixed(KeySet keys) {
        return new FixedKeySet(keys);
    }
}
