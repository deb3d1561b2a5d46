package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that nobody means well with: each is refused with a problem, and nothing has changed
 * afterwards.
 */
final class HostileRequestsTest {

    private static final String PATH = "/api/v1/tenants/acme/policy";

    private static TestServer server;
    private static Api operator;
    private static String token = "";
    private static String etag = "";

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.start(folder, "--server.body-timeout=2s");
        token = server.api().token(Api.OPERATOR, Api.OPERATOR_SECRET).text("access_token");
        operator = server.api().withToken(token);
        operator.tenant("acme");
        etag =
                operator.with("If-Match", "*")
                        .put(
                                PATH,
                                """
                                {"mode":"ENFORCE","rules":[{"id":"r","effect":"ALLOW","sources":[{"any":true}]}]}
                                """)
                        .etag();
    }

    @AfterAll
    static void stop() {
        assertUnchanged();
        server.close();
    }

    private static void assertUnchanged() {
        assertThat(operator.get(PATH).etag()).isEqualTo(etag);
    }

    static Stream<Arguments> bodies() {
        String rules =
                "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"r\",\"effect\":\"ALLOW\",\"sources\":[";
        String end = "]}]}";
        return Stream.of(
                Arguments.of("nesting of arrays", "[".repeat(100_000), "json.too-deep"),
                Arguments.of("nesting of objects", "{\"a\":".repeat(100_000), "json.too-deep"),
                Arguments.of(
                        "nesting inside",
                        rules + "[".repeat(100_000) + "]".repeat(100_000) + end,
                        "json.too-deep"),
                Arguments.of(
                        "nesting unknown",
                        "{\"rules\":[],\"x\":" + "[".repeat(100_000),
                        "json.too-deep"),
                Arguments.of(
                        "200,000 entries",
                        rules
                                + "{\"prefix\":\"10.0.0.0/8\"},".repeat(199_999)
                                + "{\"any\":true}"
                                + end,
                        "policy.invalid"),
                Arguments.of(
                        "more than the limit",
                        rules + " ".repeat(9 << 20) + end,
                        "request.too-large"),
                Arguments.of("half a document", rules + "{\"prefix\":\"10.0.", "json.syntax"),
                Arguments.of("nothing", "", "json.empty"),
                Arguments.of("white space", " \n\t ", "json.empty"),
                Arguments.of("NUL", rules + "{\"prefix\":\"10.0.0.0/8\0\"}" + end, "json.syntax"),
                Arguments.of(
                        "escaped NUL",
                        rules + "{\"prefix\":\"10.0.0.0/8\\u0000\"}" + end,
                        "policy.invalid"),
                Arguments.of("NUL in front", "\0" + rules + end, "json.encoding"),
                Arguments.of("a member twice", "{\"rules\":[],\"rules\":[]}", "policy.invalid"),
                Arguments.of(
                        "an unknown member",
                        "{\"rules\":[],\"mod\":\"ENFORCE\"}",
                        "policy.invalid"),
                Arguments.of(
                        "a number of 100,000 digits",
                        "{\"rules\":" + "9".repeat(100_000) + "}",
                        "policy.invalid"),
                Arguments.of(
                        "a text of 1,000,000 characters",
                        "{\"mode\":\"" + "x".repeat(1_000_000) + "\"}",
                        "policy.invalid"),
                Arguments.of(
                        "half a surrogate pair",
                        rules + "{\"any\":true,\"label\":\"\\ud800\"}" + end,
                        ""),
                Arguments.of("a comment", "/* */" + rules + end, "json.syntax"),
                Arguments.of("a trailing comma", "{\"rules\":[],}", "json.syntax"),
                Arguments.of("NaN", "{\"rules\":NaN}", "json.syntax"),
                Arguments.of("a second document", "{\"rules\":[]} {}", "json.syntax"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBadBodyIsRefusedWithItsCode(String name, String body, String code) {
        Answer answer = operator.with("If-Match", etag).put(PATH, body);

        assertThat(answer.status()).as(name).isBetween(400, 422);
        if (!code.isEmpty()) {
            assertThat(answer.code())
                    .as(answer.body().substring(0, Math.min(300, answer.body().length())))
                    .isEqualTo(code);
        }
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("dev.sallyport")
                .doesNotContain("jackson");
        OpenApi document = OpenApi.read();
        document.assertDescribed(
                document.operation("PUT", "/api/v1/tenants/{tenant}/policy"), answer);
        assertUnchanged();
    }

    static Stream<Arguments> encodings() {
        byte[] utf8 =
                "{\"rules\":[{\"id\":\"r\",\"effect\":\"ALLOW\",\"sources\":[{\"any\":true,\"label\":\"\u00e9\"}]}]}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] latin =
                new String(utf8, java.nio.charset.StandardCharsets.UTF_8).getBytes(ISO_8859_1);
        byte[] mark = new byte[utf8.length + 3];
        mark[0] = (byte) 0xEF;
        mark[1] = (byte) 0xBB;
        mark[2] = (byte) 0xBF;
        System.arraycopy(utf8, 0, mark, 3, utf8.length);
        return Stream.of(
                Arguments.of("Latin-1", latin),
                Arguments.of("a byte order mark", mark),
                Arguments.of(
                        "UTF-16",
                        new String(utf8, java.nio.charset.StandardCharsets.UTF_8)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_16LE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void onlyUtf8IsRead(String name, byte[] body) {
        Api api = operator.with("If-Match", etag);
        Answer unlabelled =
                api.with("Content-Type", "application/json")
                        .send("PUT", PATH, BodyPublishers.ofByteArray(body));
        assertThat(unlabelled.code()).as(name).isEqualTo("json.encoding");
        Answer labelled =
                api.with("Content-Type", "application/json;charset=utf-16")
                        .send("PUT", PATH, BodyPublishers.ofByteArray(body));
        assertThat(labelled.code()).isEqualTo("request.media-type");
        assertUnchanged();
    }

    private static String head(String more) {
        return "PUT "
                + PATH
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token
                + "\r\nIf-Match: "
                + etag
                + "\r\nContent-Type: application/json\r\n"
                + more
                + "\r\n";
    }

    @Test
    void anotherVersionOfHttpIsTheCallersFault() {
        String answer = RawHttp.send(server.apiPort(), "GET / HTTP/3.0\r\nHost: localhost\r\n\r\n");

        assertThat(RawHttp.status(answer)).isEqualTo(400);
        assertThat(answer).contains("request.malformed");
    }

    /** A body that says how long it is, and is too long, is refused before it is sent. */
    @Test
    void aBodyThatSaysItIsTooLongIsNotWaitedFor() throws IOException {
        try (Socket socket = RawHttp.open(server.apiPort())) {
            socket.getOutputStream()
                    .write(head("Content-Length: 1000000000000\r\n").getBytes(ISO_8859_1));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, ISO_8859_1)).isEqualTo("HTTP/1.1 413");
        }
        assertUnchanged();
    }

    @Test
    void aBodyThatDoesNotArriveIsNotWaitedForLong() {
        String answer =
                RawHttp.send(server.apiPort(), head("Content-Length: 100\r\n") + "{\"rules\":");

        assertThat(RawHttp.status(answer)).isEqualTo(408);
        assertThat(answer).contains("request.timeout");
        assertUnchanged();
    }

    /** One byte every half second keeps a connection busy; it does not keep a body going. */
    @Test
    void aBodyThatArrivesInDropsIsNotWaitedForLong() throws IOException, InterruptedException {
        try (Socket socket = RawHttp.open(server.apiPort())) {
            socket.getOutputStream().write(head("Content-Length: 1000\r\n").getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 100 && in.available() == 0; i++) {
                socket.getOutputStream().write(' ');
                Thread.sleep(500);
            }
            assertThat(new String(in.readNBytes(12), ISO_8859_1)).isEqualTo("HTTP/1.1 408");
        }
        assertUnchanged();
    }

    /**
     * Nor does it keep a head going; the connection just ends, as nobody has asked anything yet.
     */
    @Test
    void aHeadThatArrivesInDropsIsNotWaitedForLong() throws IOException, InterruptedException {
        String drops = "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(200);
        int sent = 0;
        try (Socket socket = RawHttp.open(server.apiPort())) {
            while (sent < drops.length()) {
                socket.getOutputStream().write(drops.charAt(sent));
                Thread.sleep(100);
                sent++;
            }
        } catch (IOException cut) {
            assertThat(sent).as("bytes of the head").isGreaterThan(1);
        }
        assertThat(sent).as("bytes of the head").isLessThan(drops.length());
        assertUnchanged();
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of("no HTTP at all", "hello\r\n\r\n", 400),
                Arguments.of("no host", "GET /health HTTP/1.1\r\n\r\n", 400),
                Arguments.of(
                        "two hosts", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
                Arguments.of(
                        "two lengths",
                        head("Content-Length: 1\r\nContent-Length: 2\r\n") + "{}",
                        400),
                Arguments.of(
                        "length and chunks",
                        head("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
                        400),
                Arguments.of(
                        "an unknown coding",
                        head("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n",
                        501),
                Arguments.of(
                        "a bad chunk",
                        head("Transfer-Encoding: chunked\r\n") + "zz\r\n{}\r\n0\r\n\r\n",
                        400),
                Arguments.of(
                        "a head of 100 KB",
                        "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
                        400),
                Arguments.of(
                        "a path of 100 KB",
                        "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        400),
                Arguments.of(
                        "an encoded slash",
                        "GET /api/v1/tenants/a%2fb HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400),
                Arguments.of(
                        "a path upwards",
                        "GET /api/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400),
                Arguments.of(
                        "an encoded NUL",
                        "GET /api/v1/tenants/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400),
                Arguments.of(
                        "path parameters",
                        "GET /health;x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        404),
                Arguments.of(
                        "an empty segment",
                        "GET //health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void aBadRequestIsRefusedWithoutDetails(String name, String request, int status) {
        String answer = RawHttp.send(server.apiPort(), request);

        assertThat(RawHttp.status(answer)).as(name + ": " + answer).isIn(status, 405);
        assertThat(answer)
                .doesNotContain("<html")
                .doesNotContain("Exception")
                .doesNotContain("Tomcat")
                .doesNotContain("Set-Cookie");
        assertUnchanged();
    }

    @Test
    void everyAnswerHasARequestIdAndNoCookie() {
        for (String path :
                new String[] {"/health", "/nowhere", "/api/v1/tenants", "/api/v1/openapi.json"}) {
            Answer answer = server.api().get(path);
            assertThat(answer.header("X-Request-Id")).as(path).matches("[0-9a-f]{16}");
            assertThat(answer.header("Set-Cookie")).isEmpty();
            assertThat(answer.header("Server")).isEmpty();
            if (answer.status() >= 400) {
                assertThat(answer.text("instance")).isEqualTo(answer.header("X-Request-Id"));
            }
        }
    }
}
