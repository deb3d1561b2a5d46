package dev.sallyport.jose;

import java.util.List;

/**
 * The usable keys of an issuer (a JWK Set, RFC 7517 section 5). Immutable.
 *
 * <p>Usable are public keys for signatures: RSA of 2048 to 8192 bits, EC on P-256, P-384 and P-521,
 * Ed25519. All others stay outside, with a note why; symmetric keys above all, with which a forger
 * could sign what he likes (RFC 8725 section 3.1).
 */
public final class KeySet {

    /** No keys at all. */
    public static final KeySet NONE = new KeySet(List.of(), List.of());

    private final List<VerificationKey> keys;
    private final List<String> notes;

    KeySet(List<VerificationKey> keys, List<String> notes) {
        this.keys = List.copyOf(keys);
        this.notes = List.copyOf(notes);
    }

    /**
     * Reads the bytes of a JWK Set.
     *
     * @throws KeySetException if they are none, hold more than 100 keys or none that is usable
     */
    public static KeySet parse(byte[] bytes) throws KeySetException {
        return KeySetReader.read(bytes);
    }

    /** Returns how many keys are usable. */
    public int size() {
        return keys.size();
    }

    /** Returns what was left out and why, one sentence each, without any text of the set. */
    public List<String> notes() {
        return notes;
    }

    List<VerificationKey> keys() {
        return keys;
    }

    boolean holds(VerificationKey key) {
        for (VerificationKey each : keys) {
            if (each == key || each.isSame(key)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "KeySet[" + keys.size() + " keys]";
    }
}
