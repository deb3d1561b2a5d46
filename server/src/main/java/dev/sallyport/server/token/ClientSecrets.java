package dev.sallyport.server.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.SecretHash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes ids and secrets of clients and compares secrets with their hashes. Safe for use by several
 * threads.
 *
 * <p>A tenant's client has a secret made here from 256 random bits; its hash is a plain SHA-256.
 * The first operator's secret may have been chosen by a person, so an operator's secret is
 * stretched before it is hashed.
 */
public final class ClientSecrets {

    /*
     * Stretching costs a good part of a second of processor time on purpose, so
     *
     *   - one is done at a time: guessing cannot take the whole machine;
     *   - a secret that was found right once is remembered, as an HMAC under a key that lives as long as the process, and is
     *     then compared without stretching: guessing does not keep the rightful operator waiting either.
     */

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 10;

    /* OWASP Password Storage Cheat Sheet, PBKDF2 with HMAC-SHA-256. */
    private static final int ROUNDS = 600_000;

    private final SecureRandom random;
    private final SecretKeySpec memoryKey;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();
    private final Semaphore stretching = new Semaphore(1);

    /** Draws from {@code random}. */
    public ClientSecrets(SecureRandom random) {
        this.random = random;
        byte[] key = new byte[SECRET_BYTES];
        random.nextBytes(key);
        memoryKey = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Returns a fresh secret: 43 characters for 256 random bits. */
    public String freshSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns a fresh client id. */
    public String freshId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "client-" + HexFormat.of().formatHex(bytes);
    }

    /** Returns what is kept of the secret of a tenant's client. */
    public SecretHash hash(String secret) {
        return SecretHash.of(secret);
    }

    /**
     * Returns what is kept of the secret of an operator's client. Takes a good part of a second.
     */
    public SecretHash operatorHash(String clientId, String secret) {
        SecretHash hash = SecretHash.of(stretched(clientId, secret));
        known.put(clientId, memory(clientId, secret, hash));
        return hash;
    }

    /** Returns whether {@code secret} is that of {@code client}. */
    public boolean matches(ApiClient client, String secret) {
        if (client.tenant() != null) {
            return client.secretHash().matches(secret);
        }
        byte[] memory = memory(client.clientId(), secret, client.secretHash());
        byte[] remembered = known.get(client.clientId());
        if (remembered != null && MessageDigest.isEqual(remembered, memory)) {
            return true;
        }
        stretching.acquireUninterruptibly();
        try {
            if (!client.secretHash().matches(stretched(client.clientId(), secret))) {
                return false;
            }
        } finally {
            stretching.release();
        }
        known.put(client.clientId(), memory);
        return true;
    }

    /* Covers the hash as well, so that a secret that was replaced is forgotten. */
    private byte[] memory(String clientId, String secret, SecretHash hash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(memoryKey);
            mac.update(hash.hex().getBytes(UTF_8));
            mac.update(clientId.getBytes(UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(secret.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }

    private static String stretched(String clientId, String secret) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(
                            secret.toCharArray(),
                            ("sallyport operator " + clientId).getBytes(UTF_8),
                            ROUNDS,
                            SECRET_BYTES * Byte.SIZE);
            byte[] bytes =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            return HexFormat.of().formatHex(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has PBKDF2", impossible);
        }
    }
}
