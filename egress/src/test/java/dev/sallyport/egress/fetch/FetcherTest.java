package dev.sallyport.egress.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.egress.fetch.FetchResult.Failed;
import dev.sallyport.egress.fetch.FetchResult.Fetched;
import dev.sallyport.egress.fetch.FetchResult.NotModified;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a server can misbehave has a name, and ends within the limits. */
final class FetcherTest {

    private static final FetchLimits LIMITS =
            new FetchLimits(64 * 1024, Duration.ofSeconds(2), Duration.ofMillis(1500), 3, false);

    /* A server that says what it is told for each request's head, on real sockets, then closes. */
    private static final class Server implements AutoCloseable {

        interface Answer {
            void write(String head, OutputStream out) throws IOException, InterruptedException;
        }

        final List<String> heads = new CopyOnWriteArrayList<>();
        private final ServerSocket socket;
        private final Answer answer;

        Server(ServerSocket socket, Answer answer) {
            this.socket = socket;
            this.answer = answer;
            Thread _ = Thread.ofVirtual().start(this::serve);
        }

        static Server plain(Answer answer) throws IOException {
            return new Server(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
        }

        static Server of(Function<String, String> answer) throws IOException {
            return plain((head, out) -> out.write(answer.apply(head).getBytes(ISO_8859_1)));
        }

        URI at(String path) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    Thread _ = Thread.ofVirtual().start(() -> serve(connection));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket connection) {
            try (connection) {
                InputStream in = connection.getInputStream();
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int c = in.read();
                    if (c < 0) {
                        return;
                    }
                    head.append((char) c);
                }
                heads.add(head.toString());
                answer.write(head.toString(), connection.getOutputStream());
            } catch (IOException | InterruptedException gone) {
                // The client has gone away, as it should from some answers.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String ok(String body, String... headers) {
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nConnection: close\r\n");
        for (String header : headers) {
            answer.append(header).append("\r\n");
        }
        return answer.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    private static String redirect(String to) {
        return "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: "
                + to
                + "\r\n\r\n";
    }

    private static FetchResult fetch(URI place) throws InterruptedException {
        return fetch(place, Validators.NONE);
    }

    private static FetchResult fetch(URI place, Validators known) throws InterruptedException {
        try (Fetcher fetcher = new Fetcher(LIMITS)) {
            return fetcher.fetch(place, known);
        }
    }

    private static FetchFailure failure(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).failure();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    @Test
    void documentComesWithItsValidatorsAndIsFetchedAgainOnlyIfItChanged() throws Exception {
        try (Server server =
                Server.of(head ->
                        head.contains("If-None-Match: \"7\"")
                                ? "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
                                : ok(
                                        "list",
                                        "Date: Mon, 01 Jun 2026 00:00:00 GMT",
                                        "ETag: \"7\"",
                                        "Last-Modified: yesterday"))) {
            Fetched first = (Fetched) fetch(server.at("/x"));
            assertThat(first.body().bytes()).isEqualTo("list".getBytes(UTF_8));
            assertThat(first.validators()).isEqualTo(new Validators("\"7\"", "yesterday"));
            assertThat(fetch(server.at("/x"), first.validators())).isInstanceOf(NotModified.class);
            assertThat(first.date()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
            assertThat(server.heads.getLast()).contains("If-Modified-Since: yesterday");
        }
    }

    @Test
    void compressedAnswersAreExpandedUpToTheLimit() throws Exception {
        byte[] list = "52.0.0.1/32\n".repeat(500).getBytes(UTF_8);
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(LIMITS.bytes());
        try (Server server =
                Server.of(head -> {
                    byte[] body = head.startsWith("GET /bomb") ? bomb : gzip(list);
                    String sent = text(body);
                    if (head.startsWith("GET /cut")) {
                        sent = sent.substring(0, sent.length() / 2);
                    }
                    if (head.startsWith("GET /none")) {
                        sent = "plain";
                    }
                    return ok(sent, "Content-Encoding: gzip");
                })) {
            assertThat(((Fetched) fetch(server.at("/x"))).body().bytes()).isEqualTo(list);
            assertThat(failure(fetch(server.at("/bomb")))).isEqualTo(FetchFailure.TOO_LARGE);
            assertThat(failure(fetch(server.at("/cut")))).isEqualTo(FetchFailure.TRUNCATED);
            assertThat(failure(fetch(server.at("/none")))).isEqualTo(FetchFailure.ENCODING);
        }
    }

    @Test
    void answerThatIsTooLargeIsCut() throws Exception {
        try (Server server =
                Server.plain((head, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write(new byte[8192]);
                    }
                })) {
            assertThat(failure(fetch(server.at("/")))).isEqualTo(FetchFailure.TOO_LARGE);
        }
    }

    @Test
    void answerThatEndsTooEarlyIsTruncated() throws Exception {
        try (Server server =
                Server.of(_ ->
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n52.0.0.1/3")) {
            assertThat(failure(fetch(server.at("/")))).isEqualTo(FetchFailure.TRUNCATED);
        }
        try (Server server =
                Server.of(_ ->
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n52.0.0.1/3")) {
            assertThat(failure(fetch(server.at("/")))).isEqualTo(FetchFailure.TRUNCATED);
        }
    }

    /** A drop of a letter every 50 ms keeps any idle limit happy; the total limit ends it. */
    @Test
    void serverThatDripsIsLeftInTime() throws Exception {
        try (Server server =
                Server.plain((head, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n".getBytes(UTF_8));
                    for (int i = 0; i < 5000; i++) {
                        out.write('x');
                        out.flush();
                        Thread.sleep(50);
                    }
                })) {
            long from = System.nanoTime();
            assertThat(failure(fetch(server.at("/")))).isEqualTo(FetchFailure.TOO_SLOW);
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofSeconds(8));
        }
        try (Server server =
                Server.plain((head, out) -> {
                    for (int i = 0; i < 5000; i++) {
                        out.write('H');
                        out.flush();
                        Thread.sleep(50);
                    }
                })) {
            assertThat(fetch(server.at("/"))).isInstanceOf(Failed.class);
        }
    }

    @Test
    void redirectionsAreFollowedAFewTimesAndNeverInACircle() throws Exception {
        try (Server server =
                Server.of(head -> {
                    String path = head.split(" ", 3)[1];
                    return switch (path) {
                        case "/one" -> redirect("two");
                        case "/two" -> redirect("/end");
                        case "/end" -> ok("done");
                        case "/left" -> redirect("/right");
                        case "/right" -> redirect("/left");
                        case "/self" -> redirect("/self");
                        case "/file" -> redirect("file:///etc/passwd");
                        case "/plain" -> redirect("http://saas.example/list");
                        case "/nowhere" -> redirect("http://[bad");
                        default -> redirect(path + "x");
                    };
                })) {
            Fetched done = (Fetched) fetch(server.at("/one"));
            assertThat(done.place()).isEqualTo(server.at("/end"));
            for (String circle : List.of("/left", "/self")) {
                assertThat(failure(fetch(server.at(circle)))).isEqualTo(FetchFailure.REDIRECT_LOOP);
            }
            assertThat(failure(fetch(server.at("/many"))))
                    .isEqualTo(FetchFailure.TOO_MANY_REDIRECTS);
            assertThat(failure(fetch(server.at("/file")))).isEqualTo(FetchFailure.REDIRECT);
            assertThat(failure(fetch(server.at("/nowhere")))).isEqualTo(FetchFailure.REDIRECT);
            assertThat(failure(fetch(server.at("/plain")))).isEqualTo(FetchFailure.NOT_SECURE);
        }
    }

    @Test
    void otherFailuresAreNamed() throws Exception {
        try (Server server =
                Server.of(head ->
                        head.startsWith("GET /503")
                                ? "HTTP/1.1 503 No\r\nContent-Length: 5\r\n\r\nsorry"
                                : "NONSENSE\r\n\r\n")) {
            assertThat(failure(fetch(server.at("/503")))).isEqualTo(FetchFailure.STATUS);
            assertThat(failure(fetch(server.at("/")))).isEqualTo(FetchFailure.PROTOCOL);
        }
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = closed.getLocalPort();
        closed.close();
        assertThat(failure(fetch(URI.create("http://127.0.0.1:" + port + "/"))))
                .isEqualTo(FetchFailure.UNREACHABLE);
        assertThat(failure(fetch(URI.create("https://nobody.invalid/"))))
                .isEqualTo(FetchFailure.UNREACHABLE);
        assertThat(failure(fetch(URI.create("http://192.0.2.1/"))))
                .isEqualTo(FetchFailure.NOT_SECURE);
        assertThat(failure(fetch(URI.create("ftp://127.0.0.1/"))))
                .isEqualTo(FetchFailure.NOT_SECURE);
    }

    @Test
    void certificateOfAnotherHostIsRefused(@TempDir Path folder) throws Exception {
        SSLContext right = context(folder, "right", "ip:127.0.0.1");
        SSLContext wrong = context(folder, "wrong", "dns:other.example");
        try (Server server = tls(right);
                Fetcher trusting = new Fetcher(LIMITS, right);
                Fetcher another = new Fetcher(LIMITS, wrong)) {
            URI place = URI.create(server.at("/").toString().replace("http:", "https:"));
            assertThat(trusting.fetch(place, Validators.NONE)).isInstanceOf(Fetched.class);
            assertThat(failure(another.fetch(place, Validators.NONE))).isEqualTo(FetchFailure.TLS);
        }
        try (Server server = tls(wrong);
                Fetcher trusting = new Fetcher(LIMITS, wrong)) {
            URI place = URI.create(server.at("/").toString().replace("http:", "https:"));
            assertThat(failure(trusting.fetch(place, Validators.NONE)))
                    .isEqualTo(FetchFailure.TLS_NAME_MISMATCH);
            URI named = URI.create(place.toString().replace("127.0.0.1", "localhost"));
            assertThat(failure(trusting.fetch(named, Validators.NONE)))
                    .isEqualTo(FetchFailure.TLS_NAME_MISMATCH);
        }
    }

    private static Server tls(SSLContext context) throws IOException {
        return new Server(
                context.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                (head, out) -> out.write(ok("secret").getBytes(UTF_8)));
    }

    /* A certificate made by the JDK's own tool, which signs itself and is trusted by the context. */
    private static SSLContext context(Path folder, String name, String subject) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=" + subject,
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile())
                        .start();
        assertThat(tool.waitFor()).as(() -> read(folder.resolve(name + ".log"))).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry(name, store.getCertificate(name));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
