package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The public key of a deployment's audit log: Ed25519 (RFC 8032).
 *
 * @param x the 32 bytes of the key in Base64url, as a JSON Web Key has them (RFC 8037)
 */
public record AuditPublicKey(String x) {

    /* What stands before the 32 bytes in the encoding that Java reads (RFC 8410, section 4). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is no such key
     */
    public AuditPublicKey {
        if (decoded(x).isEmpty()) {
            throw new IllegalArgumentException("the text is no Ed25519 public key");
        }
    }

    /** Returns the key that {@code x} is, if it is one. */
    public static Optional<AuditPublicKey> parse(String x) {
        return decoded(x).map(ignored -> new AuditPublicKey(x));
    }

    /**
     * Returns {@code key} in our form.
     *
     * @throws IllegalArgumentException if it is no Ed25519 key
     */
    public static AuditPublicKey of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        boolean isOurs =
                encoded.length == PREFIX.length + BYTES
                        && Arrays.equals(encoded, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
        if (!isOurs) {
            throw new IllegalArgumentException("the key is no Ed25519 public key");
        }
        return new AuditPublicKey(
                ENCODER.encodeToString(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length)));
    }

    /** Returns the id of the key: its thumbprint (RFC 7638, RFC 8037 section 2). */
    public String id() {
        String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        try {
            return ENCODER.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(members.getBytes(US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Returns whether {@code signature} is this key's under {@code message}. */
    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(decoded(x).orElseThrow());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform has no Ed25519", impossible);
        }
    }

    private static Optional<PublicKey> decoded(String x) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(x);
            if (bytes.length != BYTES || !ENCODER.encodeToString(bytes).equals(x)) {
                return Optional.empty();
            }
            byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + BYTES);
            System.arraycopy(bytes, 0, encoded, PREFIX.length, BYTES);
            return Optional.of(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (IllegalArgumentException | GeneralSecurityException noKey) {
            return Optional.empty();
        }
    }
}
