package dev.sallyport.cli.sync;

import dev.sallyport.agent.sync.Trust;
import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.egress.document.KeySetDocument;
import dev.sallyport.egress.document.Reading;
import dev.sallyport.egress.signature.EgressPublicKey;
import dev.sallyport.egress.signature.EgressSigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/* Whom the agent believes. */
final class TrustOptions {

    @Option(
            names = "--key",
            paramLabel = "FILE|THUMBPRINT",
            description =
                    "The publisher's key: a file with it as JSON Web Key or key set, or its"
                            + " thumbprint (RFC 7638). May be given several times.")
    private List<String> keys = List.of();

    @Option(
            names = "--trust-first-key",
            description = "Believes the keys that are seen first, and from then on only these.")
    private boolean first;

    @Option(
            names = "--unsigned",
            description = "Takes a list that nobody signed: whoever can answer can change it.")
    boolean unsigned;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates in PEM to believe instead of those of the Java platform.")
    private @Nullable Path authorities;

    Trust trust() {
        List<EgressPublicKey> known = new ArrayList<>();
        Set<String> thumbprints = new HashSet<>();
        for (String key : keys) {
            if (key.matches("[A-Za-z0-9_-]{43}") && !Files.exists(Path.of(key))) {
                thumbprints.add(key);
            } else {
                known.addAll(keys(Path.of(key)));
            }
        }
        return new Trust(known, thumbprints, first);
    }

    private static List<EgressPublicKey> keys(Path file) {
        byte[] bytes = bytes(file);
        if (KeySetDocument.readKey(bytes)
                instanceof Reading.Sound<EgressPublicKey>(EgressPublicKey key)) {
            return List.of(key);
        }
        return switch (KeySetDocument.read(bytes)) {
            case Reading.Sound<List<EgressPublicKey>>(List<EgressPublicKey> all) -> all;
            case Reading.Faulty<List<EgressPublicKey>> faulty ->
                    throw new CommandFailure(
                            ExitStatus.USAGE,
                            "`" + file + "` holds no key",
                            faulty.faults().stream().map(fault -> fault.words()).toList());
        };
    }

    static EgressSigningKey ownKey(Path file) {
        return switch (KeySetDocument.readPrivate(bytes(file))) {
            case Reading.Sound<EgressSigningKey>(EgressSigningKey key) -> key;
            case Reading.Faulty<EgressSigningKey> faulty ->
                    throw new CommandFailure(
                            ExitStatus.USAGE,
                            "`" + file + "` holds no private key",
                            faulty.faults().stream().map(fault -> fault.words()).toList());
        };
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(1024 * 1024);
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitStatus.USAGE, "`" + file + "` cannot be read");
        }
    }

    @Nullable SSLContext context() {
        Path file = authorities;
        if (file == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException refused) {
            throw new CommandFailure(
                    ExitStatus.USAGE, "`" + file + "` holds no certificates in PEM");
        }
    }
}
