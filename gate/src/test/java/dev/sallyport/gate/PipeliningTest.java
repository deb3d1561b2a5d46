package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requests behind one another on one connection, whole, cut anywhere, and more than anybody reads.
 */
final class PipeliningTest {

    private static final int TENANTS = 10;

    private static GateServer gate;
    private static int port;

    @BeforeAll
    static void start() {
        TenantDirectory directory = Gates.directory();
        for (int i = 0; i < TENANTS; i++) {
            Gates.publish(
                    directory, Gates.state("t" + i, i, Mode.ENFORCE), "t" + i + ".example.com");
        }
        GateLimits patient = GateLimits.DEFAULT.withUnread(Duration.ofHours(1));
        gate = new GateServer(Gates.nginx().withLimits(patient), directory, Gates.CLOCK);
        port = gate.start();
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    private static String request(int number) {
        String host = "Host: t" + number % TENANTS + ".example.com\r\n";
        return switch (number % 3) {
            case 0 -> "GET / HTTP/1.1\r\n" + host + "\r\n";
            case 1 -> "POST / HTTP/1.1\r\n" + host + "Content-Length: 7\r\n\r\nGET / H";
            default ->
                    "POST / HTTP/1.1\r\n"
                            + host
                            + "Transfer-Encoding: chunked\r\n\r\n3\r\nGET\r\n0\r\n\r\n";
        };
    }

    private static void expectAnswers(RawClient client, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertThat(client.read().header("x-sallyport-tenant")).isEqualTo("t" + i % TENANTS);
        }
    }

    @Test
    void answersComeInTheOrderOfTheRequests() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            all.append(request(i));
        }
        try (RawClient client = new RawClient(port)) {
            expectAnswers(client.send(all.toString()), 600);
        }
    }

    @Test
    void requestsMayBeCutAnywhere() throws IOException {
        String all = request(0) + request(1) + request(2);
        try (RawClient client = new RawClient(port)) {
            for (int cut = 1; cut < all.length(); cut++) {
                client.send(all.substring(0, cut)).send(all.substring(cut));
                expectAnswers(client, 3);
            }
        }
    }

    @Test
    void requestsMayComeByteByByte() throws IOException {
        String all = request(0) + request(1) + request(2);
        try (RawClient client = new RawClient(port)) {
            for (int i = 0; i < all.length(); i++) {
                client.send(all.substring(i, i + 1));
            }
            expectAnswers(client, 3);
        }
    }

    /* Neither these nor the answers fit into the buffers on the way: the gate must stop reading, and lose nothing. */
    @Test
    void peerThatReadsLateGetsEveryAnswer() throws IOException {
        int count = 20_000;
        String padded =
                request(0).replace("\r\n\r\n", "\r\nX-Padding: " + "x".repeat(600) + "\r\n\r\n");
        byte[] block = padded.repeat(10).getBytes(StandardCharsets.US_ASCII);
        try (RawClient client = RawClient.narrow(port)) {
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> sendAll(client, block, count / 10));
            awaitQuiet();
            assertThat(sending).as("the gate took in everything though nobody read").isNotDone();
            for (int i = 0; i < count; i++) {
                assertThat(client.read().status()).isEqualTo(204);
            }
            sending.join();
        }
    }

    private static void sendAll(RawClient client, byte[] block, int times) {
        try {
            for (int i = 0; i < times; i++) {
                client.send(block);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /* Until no request was decided for some looks in a row. */
    private static void awaitQuiet() {
        long before = -1;
        for (int quiet = 0; quiet < 5; ) {
            long now = decisions();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
            sleep();
        }
    }

    private static long decisions() {
        return gate.metrics().read().stream()
                .filter(measurement -> measurement.name().equals("sallyport_gate_decisions"))
                .mapToLong(Measurement::value)
                .sum();
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
