package dev.sallyport.control.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is kept of a client's secret: its SHA-256.
 *
 * <p>A fast hash without salt is right here and would be wrong for passwords: secrets are made by
 * the server from 256 random bits, so there is no dictionary to try and no two are alike; slow
 * hashes only make every token request slow.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record SecretHash(String hex) {

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not 64 lower-case hexadecimal digits
     */
    public SecretHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a secret's hash is 64 hexadecimal digits");
        }
    }

    /** Returns the hash of {@code secret}. */
    public static SecretHash of(String secret) {
        return new SecretHash(HexFormat.of().formatHex(digest(secret)));
    }

    /**
     * Returns whether this is the hash of {@code secret}; takes as long for a near miss as for any
     * other.
     */
    public boolean matches(String secret) {
        return MessageDigest.isEqual(digest(secret), HexFormat.of().parseHex(hex));
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Returns a word that does not give the hash away. */
    @Override
    public String toString() {
        return "SecretHash[redacted]";
    }
}
