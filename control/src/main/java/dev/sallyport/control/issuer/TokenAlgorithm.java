package dev.sallyport.control.issuer;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * How a token of an issuer outside may be signed (RFC 7518 section 3.1, RFC 8037): asymmetric
 * algorithms only, so that a public key can never be mistaken for a shared secret.
 */
public enum TokenAlgorithm {
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
    /** EdDSA on Curve25519. */
    EDDSA("EdDSA");

    /** What an issuer that names none may use. */
    public static final Set<TokenAlgorithm> DEFAULT = Set.of(RS256, PS256, ES256, EDDSA);

    private final String text;

    TokenAlgorithm(String text) {
        this.text = text;
    }

    /** Returns the name in the header of a token. */
    public String text() {
        return text;
    }

    /** Returns the algorithm whose name is {@code text}, if it is one of these. */
    public static Optional<TokenAlgorithm> find(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
