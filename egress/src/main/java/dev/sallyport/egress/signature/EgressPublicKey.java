package dev.sallyport.egress.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * An Ed25519 key that verifies signatures (RFC 8037 section 2).
 *
 * @param x the 32 bytes of the key as base64url without padding
 */
public record EgressPublicKey(String x) {

    /** How many bytes a key has. */
    public static final int LENGTH = 32;

    /* SubjectPublicKeyInfo of RFC 8410 section 4 up to the 32 bytes of the key. */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * Checks that it is a point of the curve.
     *
     * @throws IllegalArgumentException if it is none, or not in the one form that base64url has
     */
    public EgressPublicKey {
        PublicKey _ = key(x);
    }

    private static PublicKey key(String x) {
        byte[] point = Base64Url.decode(x);
        if (point.length != LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        byte[] encoded = new byte[PREFIX.length + LENGTH];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(point, 0, encoded, PREFIX.length, LENGTH);
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException noPoint) {
            throw new IllegalArgumentException("the bytes are no Ed25519 key", noPoint);
        }
    }

    /** Returns the thumbprint of the key (RFC 7638 with SHA-256), which is its id. */
    public String thumbprint() {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        try {
            return Base64Url.encode(
                    MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Returns whether {@code signature} is one of this key under {@code content}. */
    public boolean verifies(byte[] content, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key(x));
            check.update(content);
            return check.verify(signature);
        } catch (SignatureException notASignature) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform has no Ed25519", impossible);
        }
    }

    /** Returns the key as a JSON Web Key with {@code kid}, {@code use} and {@code alg}. */
    public String toJwk() {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + x
                + "\",\"kid\":\""
                + thumbprint()
                + "\",\"use\":\"sig\",\"alg\":\"EdDSA\"}";
    }
}
