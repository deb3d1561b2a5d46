package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.gate.GateMetrics.Ending;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Whoever sends too slowly, or does not read, is let go, however steadily the bytes trickle.
 * Nothing here measures time: each test waits for the gate to act, and for nothing else.
 */
final class DeadlinesTest {

    private static final Duration SOON = Duration.ofMillis(150);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: acme.example.com\r\n\r\n";

    private static GateServer gate(GateLimits limits) {
        TenantDirectory directory = Gates.directory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");
        return new GateServer(Gates.nginx().withLimits(limits), directory, Gates.CLOCK);
    }

    @Test
    void connectionThatSaysNothingIsClosed() throws IOException {
        GateLimits limits = GateLimits.DEFAULT.withDeadlines(SOON, NEVER, NEVER, NEVER);
        try (GateServer gate = gate(limits);
                RawClient client = new RawClient(gate.start())) {
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(gate.metrics().endings(Ending.FIRST_BYTE_LATE)).isEqualTo(1);
        }
    }

    /* Slow loris: a byte now and then keeps no request open. */
    @Test
    void headThatTricklesIsRefused() throws IOException {
        GateLimits limits = GateLimits.DEFAULT.withDeadlines(NEVER, SOON, NEVER, NEVER);
        try (GateServer gate = gate(limits);
                RawClient client = new RawClient(gate.start())) {
            trickle(
                    client,
                    "GET / HTTP/1.1\r\nHost: acme.example.com\r\n",
                    "X-Still-There: yes\r\n",
                    gate,
                    Refusal.HEAD_TOO_SLOW);
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void bodyThatTricklesIsRefused() throws IOException {
        GateLimits limits = GateLimits.DEFAULT.withDeadlines(NEVER, NEVER, SOON, NEVER);
        try (GateServer gate = gate(limits);
                RawClient client = new RawClient(gate.start())) {
            String head =
                    "POST / HTTP/1.1\r\nHost: acme.example.com\r\nTransfer-Encoding: chunked\r\n\r\n";
            trickle(client, head, "1\r\nx\r\n", gate, Refusal.BODY_TOO_SLOW);
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    private static void trickle(
            RawClient client, String beginning, String drop, GateServer gate, Refusal expected)
            throws IOException {
        client.send(beginning);
        while (gate.metrics().refusals(expected) == 0) {
            try {
                client.send(drop);
                Thread.sleep(20);
            } catch (SocketException closed) {
                break;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        assertThat(gate.metrics().refusals(expected)).isEqualTo(1);
    }

    @Test
    void connectionThatWaitsBetweenRequestsIsClosed() throws IOException {
        GateLimits limits = GateLimits.DEFAULT.withDeadlines(NEVER, NEVER, NEVER, SOON);
        try (GateServer gate = gate(limits);
                RawClient client = new RawClient(gate.start())) {
            assertThat(client.send(REQUEST).read().status()).isEqualTo(204);
            assertThat(client.isClosedByServer()).isTrue();
            assertThat(gate.metrics().endings(Ending.IDLE)).isEqualTo(1);
        }
    }

    @Test
    void peerThatNeverReadsIsCut() throws IOException {
        GateLimits limits = GateLimits.DEFAULT.withUnread(SOON);
        try (GateServer gate = gate(limits);
                RawClient client = RawClient.narrow(gate.start())) {
            byte[] many = REQUEST.repeat(100).getBytes(StandardCharsets.US_ASCII);
            boolean isCut = false;
            while (!isCut) {
                try {
                    client.send(many);
                } catch (SocketException cut) {
                    isCut = true;
                }
            }
            assertThat(gate.metrics().endings(Ending.ANSWERS_UNREAD)).isEqualTo(1);
        }
    }
}
