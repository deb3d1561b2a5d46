package dev.sallyport.server.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that access tokens are signed with (HMAC-SHA-256). It is made once and kept in the data
 * folder, readable by its owner only, so that tokens outlive a restart.
 */
public final class SigningKey {

    /**
     * The file in the data folder: 256 random bits in Base64. Whoever can read it can make tokens.
     */
    public static final String FILE = "token.key";

    /** The file of the key that pseudonyms are made with. Whoever can read it can try names. */
    public static final String PSEUDONYM_FILE = "pseudonym.key";

    /**
     * The file of the key that secrets of webhooks are derived from. Whoever can read it has all.
     */
    public static final String WEBHOOK_FILE = "webhook.key";

    private static final int BYTES = 32;

    private SigningKey() {}

    /**
     * Returns the key kept in {@code folder}; makes it if there is none.
     *
     * @throws IOException if the file cannot be read or written, or is not such a key
     */
    public static SecretKey in(Path folder, SecureRandom random) throws IOException {
        return in(folder, FILE, random);
    }

    /**
     * Returns the key that a file of that name in {@code folder} holds; makes it if there is none.
     *
     * @throws IOException if the file cannot be read or written, or is not such a key
     */
    public static SecretKey in(Path folder, String name, SecureRandom random) throws IOException {
        Path file = folder.resolve(name);
        try {
            return read(file);
        } catch (NoSuchFileException absent) {
            write(file, random);
            return read(file);
        }
    }

    private static SecretKey read(Path file) throws IOException {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file, US_ASCII).strip());
            if (key.length == BYTES) {
                return new SecretKeySpec(key, "HmacSHA256");
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IOException("the key file `" + file + "` does not hold a key", notBase64);
        }
        throw new IOException("the key file `" + file + "` does not hold a key");
    }

    /* Whole or not at all, and on disk before it is used: a key lost in a crash would end all tokens. */
    private static void write(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        PrivateFile.write(
                file, (Base64.getEncoder().encodeToString(key) + "\n").getBytes(US_ASCII));
    }
}
