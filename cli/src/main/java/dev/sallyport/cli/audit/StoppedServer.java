package dev.sallyport.cli.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.control.audit.AuditPublicKey;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The audit log in the data folder of a server that is stopped. The server's own program reads it:
 * nothing else knows how it is kept.
 */
public final class StoppedServer {

    private static final String SERVER_JAR = "sallyport.server-jar";
    private static final String KEY_FILE = "audit.key";

    /** The file of the last head that the server signed, in its data folder. */
    public static final String HEAD_FILE = "audit.head";

    /**
     * Does something with an export.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Reading<T> {
        /** Returns what comes of an export. */
        T of(InputStream export) throws IOException;
    }

    private StoppedServer() {}

    /**
     * Returns the public key that the folder itself holds.
     *
     * @throws CommandFailure if there is none
     */
    public static List<AuditPublicKey> keys(Path folder) {
        Path file = folder.resolve(KEY_FILE);
        try {
            byte[] encoded =
                    Base64.getDecoder().decode(Files.readAllLines(file, US_ASCII).getLast());
            return List.of(
                    AuditPublicKey.of(
                            KeyFactory.getInstance("Ed25519")
                                    .generatePublic(new X509EncodedKeySpec(encoded))));
        } catch (IOException | RuntimeException | GeneralSecurityException noKey) {
            throw new CommandFailure(
                    ExitStatus.FAILURE, "file `" + file + "` does not hold the key of a server");
        }
    }

    /**
     * Returns what comes of the export of the folder.
     *
     * @throws CommandFailure if the folder cannot be exported
     * @throws IOException if the export cannot be read
     */
    public static <T> T export(Path folder, Reading<T> reading) throws IOException {
        String jar = System.getProperty(SERVER_JAR);
        if (jar == null || !Files.exists(Path.of(jar))) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "the server's program is not there; use the launcher script");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process =
                new ProcessBuilder(java, "-jar", jar, "audit-export", "--data", folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (InputStream export = new BufferedInputStream(process.getInputStream())) {
            T result = reading.of(export);
            long _ = export.transferTo(OutputStream.nullOutputStream());
            int status = process.waitFor();
            if (status != 0) {
                throw new CommandFailure(
                        ExitStatus.FAILURE, "the data folder cannot be exported, as said above");
            }
            return result;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILURE, "interrupted");
        } finally {
            process.destroy();
        }
    }
}
