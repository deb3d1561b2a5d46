package dev.sallyport.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.engine.address.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To whom messages go, and that a receiver must be who the URL says. */
final class WebhookPostTest {

    private static final String PASSWORD = "changeit";
    private static final ScheduledExecutorService DEADLINES =
            Executors.newSingleThreadScheduledExecutor();

    @TempDir private Path folder;

    @AfterAll
    static void stop() {
        DEADLINES.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true, true",
        "2606:4700::1111, true, true",
        "64:ff9b::808:808, true, true",
        "127.0.0.1, false, true",
        "10.1.2.3, false, true",
        "172.31.0.1, false, true",
        "192.168.1.1, false, true",
        "100.64.0.1, false, true",
        "::1, false, true",
        "fd12::1, false, true",
        "::ffff:127.0.0.1, false, true",
        "64:ff9b::7f00:1, false, true",
        "169.254.169.254, false, false",
        "fd00:ec2::254, false, false",
        "fe80::1, false, false",
        "64:ff9b::a9fe:a9fe, false, false",
        "::ffff:169.254.169.254, false, false",
        "2002:7f00:1::, false, false",
        "0.0.0.0, false, false",
        "::, false, false",
        "224.0.0.1, false, false",
        "255.255.255.255, false, false",
        "ff02::1, false, false"
    })
    void whereMessagesGo(String address, boolean usually, boolean ifPrivateAllowed) {
        IpAddress parsed = IpAddress.parse(address);

        assertThat(new Targets(false).isAllowed(parsed)).isEqualTo(usually);
        assertThat(new Targets(true).isAllowed(parsed)).isEqualTo(ifPrivateAllowed);
    }

    private KeyStore keys(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "receiver",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "SAN=dns:" + name,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLSocketFactory trusting(KeyStore store) throws GeneralSecurityException {
        KeyStore anchors;
        try {
            anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("receiver", store.getCertificate("receiver"));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static SSLServerSocket receiver(KeyStore store)
            throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket socket =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(() -> serve(socket));
        return socket;
    }

    private static void serve(SSLServerSocket socket) {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                byte[] head = new byte[4096];
                int _ = connection.getInputStream().read(head);
                OutputStream output = connection.getOutputStream();
                output.write("HTTP/1.1 204 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                output.flush();
            } catch (IOException refused) {
                // The other side did not like the certificate, or all is over.
            }
        }
    }

    private static WebhookPost post(SSLSocketFactory tls) {
        return new WebhookPost(
                new Targets(true), tls, Duration.ofSeconds(5), Duration.ofSeconds(5), DEADLINES);
    }

    private static String refusal(SSLSocketFactory tls, URI url) {
        WebhookPost.FailedException refused =
                catchThrowableOfType(
                        WebhookPost.FailedException.class,
                        () -> {
                            int _ = post(tls).post(url, Map.of(), "{}");
                        });
        return String.valueOf(refused.getMessage());
    }

    @Test
    void certificateMustBeGoodForTheNameInTheUrl() throws Exception {
        KeyStore localhost = keys("localhost");
        KeyStore other = keys("other.example.com");
        try (SSLServerSocket right = receiver(localhost);
                SSLServerSocket wrong = receiver(other)) {
            URI good = URI.create("https://localhost:" + right.getLocalPort() + "/");
            URI bad = URI.create("https://localhost:" + wrong.getLocalPort() + "/");

            assertThat(post(trusting(localhost)).post(good, Map.of(), "{}")).isEqualTo(204);
            assertThat(refusal(trusting(other), bad)).as("another name").contains("certificate");
            assertThat(refusal(trusting(other), good))
                    .as("an authority nobody trusts")
                    .contains("certificate");
        }
    }
}
