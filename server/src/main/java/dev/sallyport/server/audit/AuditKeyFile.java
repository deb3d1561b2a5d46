package dev.sallyport.server.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.server.token.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The file of the key that heads and exports of the audit log are signed with. It is made once and
 * kept in the data folder, readable by its owner only.
 */
public final class AuditKeyFile {

    /**
     * The file in the data folder: the private key (PKCS #8) and the public one (X.509), a line of
     * Base64 each. Whoever can read it can sign heads of a log that never was.
     */
    public static final String FILE = "audit.key";

    private static final String ALGORITHM = "Ed25519";

    private AuditKeyFile() {}

    /**
     * Returns the key kept in {@code folder}; makes it if there is none.
     *
     * @throws IOException if the file cannot be read or written, or holds no such key
     */
    public static AuditKey in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            make(file);
        }
        return read(file);
    }

    /**
     * Returns the key kept in {@code folder}.
     *
     * @throws IOException if there is no file, it cannot be read, or it holds no such key
     */
    public static AuditKey existing(Path folder) throws IOException {
        return read(folder.resolve(FILE));
    }

    private static AuditKey read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, US_ASCII);
        if (lines.size() != 2) {
            throw new IOException("the key file `" + file + "` does not hold a pair of keys");
        }
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new AuditKey(
                    new KeyPair(
                            factory.generatePublic(
                                    new X509EncodedKeySpec(
                                            Base64.getDecoder().decode(lines.get(1)))),
                            factory.generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            Base64.getDecoder().decode(lines.get(0))))));
        } catch (IllegalArgumentException | GeneralSecurityException noKey) {
            throw new IOException(
                    "the key file `" + file + "` does not hold a pair of keys", noKey);
        }
    }

    private static void make(Path file) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Base64.Encoder encoder = Base64.getEncoder();
            String text =
                    encoder.encodeToString(pair.getPrivate().getEncoded())
                            + "\n"
                            + encoder.encodeToString(pair.getPublic().getEncoded())
                            + "\n";
            PrivateFile.write(file, text.getBytes(US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform has no Ed25519", impossible);
        }
    }
}
