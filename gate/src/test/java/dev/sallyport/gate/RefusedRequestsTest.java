package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Mode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the gate tells off instead of answering: everything two programs could read differently, and
 * everything beyond a limit. The connection is closed, and what stands behind is never looked at.
 */
final class RefusedRequestsTest {

    /** Bytes as a request, in which `|` stands for CR LF, and the cause they are refused for. */
    record Row(String name, String bytes, Refusal refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int LINE = 300;
    private static final int HEAD = 900;
    private static final int HEADERS = 12;
    private static final int BODY = 20;
    private static final String HOST = "Host: acme.example.com|";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1|Host: acme.example.com||";

    private static GateServer gate;
    private static int port;

    @BeforeAll
    static void start() {
        TenantDirectory directory = Gates.directory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");
        GateConfiguration strict =
                Gates.nginx().withLimits(GateLimits.DEFAULT.withSizes(LINE, HEAD, HEADERS, BODY));
        gate = new GateServer(strict, directory, Gates.CLOCK);
        port = gate.start();
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    private static Row malformed(String name, String bytes) {
        return new Row(name, bytes, Refusal.MALFORMED);
    }

    private static Row lines(String name, String lines) {
        return malformed(name, "POST / HTTP/1.1|" + HOST + lines);
    }

    static Stream<Row> rows() {
        return Stream.of(requestLines(), headerLines(), smuggling(), bodies(), limits())
                .flatMap(rows -> rows);
    }

    // RFC 9112 section 3.
    private static Stream<Row> requestLines() {
        return Stream.of(
                malformed("empty line first", "|GET / HTTP/1.1|" + HOST + "|"),
                malformed("space first", " GET / HTTP/1.1|" + HOST + "|"),
                malformed("two spaces", "GET  / HTTP/1.1|" + HOST + "|"),
                malformed("tab", "GET\t/ HTTP/1.1|" + HOST + "|"),
                malformed("space behind", "GET / HTTP/1.1 |" + HOST + "|"),
                malformed("space in the target", "GET /a b HTTP/1.1|" + HOST + "|"),
                malformed("no target", "GET HTTP/1.1|" + HOST + "|"),
                malformed("no version", "GET /|" + HOST + "|"),
                malformed("HTTP/0.9", "GET /\r\n"),
                malformed("HTTP/1.2", "GET / HTTP/1.2|" + HOST + "|"),
                malformed("HTTP/2.0", "GET / HTTP/2.0|" + HOST + "|"),
                malformed("preface of HTTP/2", "PRI * HTTP/2.0||SM||"),
                malformed("version in lower case", "GET / http/1.1|" + HOST + "|"),
                malformed("version with leading zero", "GET / HTTP/01.1|" + HOST + "|"),
                malformed("method that is no token", "G(T / HTTP/1.1|" + HOST + "|"),
                malformed("long method", "G".repeat(33) + " / HTTP/1.1|" + HOST + "|"),
                malformed("target outside ASCII", "GET /\u00e9 HTTP/1.1|" + HOST + "|"),
                malformed("NUL in the target", "GET /\0 HTTP/1.1|" + HOST + "|"),
                malformed("line feed alone", "GET / HTTP/1.1\n" + HOST + "|"),
                malformed("carriage return alone", "GET / HTTP/1.1\r" + HOST + "|"),
                malformed("two carriage returns", "GET / HTTP/1.1\r|" + HOST + "|"),
                malformed(
                        "TLS",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                malformed("PROXY protocol version 2", "|\u0000|QUIT\n!\u0011"));
    }

    // RFC 9112 section 5 and RFC 9110 section 5.5.
    private static Stream<Row> headerLines() {
        return Stream.of(
                lines("folded with space", "X-A: 1| 2||"),
                lines("folded with tab", "X-Forwarded-For: 192.0.2.1,|\t10.0.0.1||"),
                malformed("folded first line", "GET / HTTP/1.1| Host: acme.example.com||"),
                lines("space before the colon", "X-A : 1||"),
                lines("no colon", "X-A||"),
                lines("no name", ": 1||"),
                lines("name that is no token", "X(A): 1||"),
                lines("name outside ASCII", "X-\u00c4: 1||"),
                lines("NUL in a value", "X-A: 1\0||"),
                lines("escape character in a value", "X-A: \u001b[2J||"),
                lines("DEL in a value", "X-A: \u007f||"),
                lines("carriage return in a value", "X-A: 1\r2||"),
                lines("line feed in a value", "X-A: 1\nX-B: 2||"),
                lines("line feed ends the head", "X-A: 1|\n"),
                lines("NUL in a name", "X\0A: 1||"));
    }

    // RFC 9112 sections 6.1 and 6.3: what request smuggling is made of.
    private static Stream<Row> smuggling() {
        String both = "Content-Length: 4|Transfer-Encoding: chunked||0||";
        return Stream.of(
                lines("length and coding", both + SMUGGLED),
                lines(
                        "coding and length",
                        "Transfer-Encoding: chunked|Content-Length: 4||0||" + SMUGGLED),
                lines("two lengths", "Content-Length: 4|Content-Length: 0||" + SMUGGLED),
                lines("the same length twice", "Content-Length: 4|Content-Length: 4||hell"),
                lines("list of lengths", "Content-Length: 4, 4||hell"),
                lines("signed length", "Content-Length: +4||hell"),
                lines("negative length", "Content-Length: -4||hell"),
                lines("hexadecimal length", "Content-Length: 0x4||hell"),
                lines("empty length", "Content-Length:||"),
                lines("length with a space", "Content-Length: 1 0||"),
                lines("two codings", "Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||"),
                lines("coding list", "Transfer-Encoding: gzip, chunked||0||"),
                lines("identity", "Transfer-Encoding: identity||"),
                lines("unknown coding", "Transfer-Encoding: xchunked||0||"),
                lines("chunked in quotes", "Transfer-Encoding: \"chunked\"||0||"),
                lines("coding with vertical tab", "Transfer-Encoding: \u000bchunked||0||"),
                lines("empty coding", "Transfer-Encoding:||"),
                malformed(
                        "coding under HTTP/1.0",
                        "POST / HTTP/1.0|" + HOST + "Transfer-Encoding: chunked||0||"));
    }

    private static Row chunked(String name, String body) {
        return lines(name, "Transfer-Encoding: chunked||" + body + SMUGGLED);
    }

    // RFC 9112 section 7.1.
    private static Stream<Row> bodies() {
        return Stream.of(
                chunked("chunk extension", "1;a=b|x|0||"),
                chunked("no chunk size", "|x|0||"),
                chunked("chunk size that is none", "g|x|0||"),
                chunked("signed chunk size", "+1|x|0||"),
                chunked("chunk size with prefix", "0x1|x|0||"),
                chunked("chunk size with space", "1 |x|0||"),
                chunked("chunk size of nine digits", "000000001|x|0||"),
                chunked("chunk longer than its size", "1|xy|0||"),
                chunked("chunk size that ends in LF", "1\nx|0||"),
                chunked("chunk that ends in LF", "1|x\n0||"),
                chunked("trailer", "0|X-Forwarded-For: 192.0.2.1||"),
                new Row(
                        "long chunk",
                        "POST / HTTP/1.1|" + HOST + "Transfer-Encoding: chunked||15|",
                        Refusal.BODY_TOO_LARGE),
                new Row(
                        "many chunks",
                        "POST / HTTP/1.1|"
                                + HOST
                                + "Transfer-Encoding: chunked||"
                                + "1|x|".repeat(21),
                        Refusal.BODY_TOO_LARGE),
                new Row(
                        "chunk of four gigabytes",
                        "POST / HTTP/1.1|" + HOST + "Transfer-Encoding: chunked||ffffffff|",
                        Refusal.BODY_TOO_LARGE),
                new Row(
                        "length beyond the limit",
                        "POST / HTTP/1.1|" + HOST + "Content-Length: 21||",
                        Refusal.BODY_TOO_LARGE),
                new Row(
                        "length beyond every number",
                        "POST / HTTP/1.1|" + HOST + "Content-Length: 99999999999999999999||",
                        Refusal.BODY_TOO_LARGE));
    }

    private static Stream<Row> limits() {
        String line = "X-A: " + "a".repeat(LINE - 5) + "|";
        return Stream.of(
                new Row(
                        "long target",
                        "GET /" + "a".repeat(LINE) + " HTTP/1.1|",
                        Refusal.REQUEST_LINE_TOO_LONG),
                new Row(
                        "long target without end",
                        "GET /" + "a".repeat(LINE),
                        Refusal.REQUEST_LINE_TOO_LONG),
                new Row(
                        "long header line",
                        "GET / HTTP/1.1|X-A: " + "a".repeat(LINE) + "||",
                        Refusal.HEADER_LINE_TOO_LONG),
                new Row(
                        "header line one too long",
                        "GET / HTTP/1.1|X-A: " + "a".repeat(LINE - 4) + "||",
                        Refusal.HEADER_LINE_TOO_LONG),
                new Row(
                        "long header line without end",
                        "GET / HTTP/1.1|X-A: " + "a".repeat(LINE),
                        Refusal.HEADER_LINE_TOO_LONG),
                new Row(
                        "long name without colon",
                        "GET / HTTP/1.1|" + "a".repeat(LINE + 2),
                        Refusal.HEADER_LINE_TOO_LONG),
                new Row(
                        "head too large",
                        "GET / HTTP/1.1|" + line.repeat(3),
                        Refusal.HEAD_TOO_LARGE),
                new Row(
                        "many headers",
                        "GET / HTTP/1.1|" + "a:|".repeat(HEADERS + 1),
                        Refusal.TOO_MANY_HEADERS),
                new Row(
                        "expectation",
                        "GET / HTTP/1.1|" + HOST + "Expect: a-miracle||",
                        Refusal.EXPECTATION_UNKNOWN),
                new Row(
                        "two expectations",
                        "GET / HTTP/1.1|" + HOST + "Expect: 100-continue, x||",
                        Refusal.EXPECTATION_UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusedAndClosed(Row row) throws IOException {
        long decided = decisions();
        long before = gate.metrics().refusals(row.refusal());
        try (RawClient client = new RawClient(port)) {
            RawClient.Response response = client.send(row.bytes().replace("|", "\r\n")).read();

            assertThat(response.status())
                    .isEqualTo(Integer.parseInt(row.refusal().answer().substring(9, 12)));
            assertThat(response.status()).isBetween(400, 431);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.isClosedByServer())
                    .as("closed, and nothing behind it answered")
                    .isTrue();
        }
        assertThat(gate.metrics().refusals(row.refusal())).isEqualTo(before + 1);
        assertThat(decisions()).as("decisions").isEqualTo(decided);
    }

    private static long decisions() {
        return gate.metrics().read().stream()
                .filter(measurement -> measurement.name().equals("sallyport_gate_decisions"))
                .mapToLong(Measurement::value)
                .sum();
    }

    static Stream<String> justWithin() {
        String line = "X-A: " + "a".repeat(LINE - 5) + "|";
        return Stream.of(
                "GET /" + "a".repeat(LINE - 14) + " HTTP/1.1|" + HOST + "|",
                "GET / HTTP/1.1|" + HOST + line + "|",
                "GET / HTTP/1.1|" + HOST + "a:|".repeat(HEADERS - 1) + "|",
                "GET / HTTP/1.1|" + HOST + line.repeat(2) + "|",
                "POST / HTTP/1.1|" + HOST + "Content-Length: 20||" + "x".repeat(BODY),
                "POST / HTTP/1.1|" + HOST + "Content-Length: 00000000000000000||",
                "POST / HTTP/1.1|"
                        + HOST
                        + "Transfer-Encoding: chunked||14|"
                        + "x".repeat(BODY)
                        + "|0||",
                "GET / HTTP/1.0|" + HOST + "Expect: a-miracle||",
                "GET / HTTP/1.1|" + HOST + "X-Latin: \u00e9\t\u00ff||");
    }

    @ParameterizedTest
    @MethodSource("justWithin")
    void whatIsJustWithinTheLimitsIsAnswered(String request) throws IOException {
        try (RawClient client = new RawClient(port)) {
            assertThat(client.send(request.replace("|", "\r\n")).read().status()).isEqualTo(204);
        }
    }
}
