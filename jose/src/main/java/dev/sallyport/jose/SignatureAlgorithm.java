package dev.sallyport.jose;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The signature algorithms a token may name (RFC 7518 section 3.1, RFC 8037, RFC 9864). All of them
 * are asymmetric: there is neither {@code none} nor any {@code HS256} here, so nothing can be
 * configured that would let a public key pass for a secret.
 */
public enum SignatureAlgorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256("RS256"),
    /** RSASSA-PKCS1-v1_5 with SHA-384. */
    RS384("RS384"),
    /** RSASSA-PKCS1-v1_5 with SHA-512. */
    RS512("RS512"),
    /** RSASSA-PSS with SHA-256. */
    PS256("PS256"),
    /** RSASSA-PSS with SHA-384. */
    PS384("PS384"),
    /** RSASSA-PSS with SHA-512. */
    PS512("PS512"),
    /** ECDSA on P-256 with SHA-256. */
    ES256("ES256"),
    /** ECDSA on P-384 with SHA-384. */
    ES384("ES384"),
    /** ECDSA on P-521 with SHA-512. */
    ES512("ES512"),
    /** Ed25519 under the name RFC 8037 gave it. */
    EDDSA("EdDSA"),
    /** Ed25519 under the name RFC 9864 gave it. */
    ED25519("Ed25519");

    /** The algorithms a token may use unless a deployment says otherwise. */
    public static final Set<SignatureAlgorithm> DEFAULT = Set.of(RS256, PS256, ES256, EDDSA);

    private final String text;

    SignatureAlgorithm(String text) {
        this.text = text;
    }

    /**
     * Returns the algorithm of a name, which is compared letter by letter (RFC 7515 section 4.1.1);
     * empty if there is none here.
     */
    public static Optional<SignatureAlgorithm> of(String name) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.text.equals(name)).findFirst();
    }

    /** Returns the name as a token's header gives it, such as {@code RS256}. */
    public String algorithmName() {
        return text;
    }

    /** Returns whether a key that names {@code other} as its algorithm serves for this one. */
    boolean isServedBy(SignatureAlgorithm other) {
        return this == other || (isEdwards() && other.isEdwards());
    }

    private boolean isEdwards() {
        return this == EDDSA || this == ED25519;
    }
}
