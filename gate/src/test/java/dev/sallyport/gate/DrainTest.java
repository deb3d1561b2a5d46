package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Mode;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * How the gate stops: nobody who is being served is cut off, and nobody can keep it from stopping.
 */
final class DrainTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: acme.example.com\r\n\r\n";

    private static GateServer gate(Duration quiet, Duration whole) {
        TenantDirectory directory = Gates.directory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");
        GateLimits limits = GateLimits.DEFAULT.withDrain(quiet, whole);
        return new GateServer(Gates.nginx().withLimits(limits), directory, Gates.CLOCK);
    }

    @Test
    void requestUnderWayIsAnsweredAndTheConnectionClosed() throws IOException {
        GateServer gate = gate(SHORT, LONG);
        int port = gate.start();
        try (RawClient begun = new RawClient(port);
                RawClient idle = new RawClient(port)) {
            assertThat(begun.send(REQUEST).read().header("connection")).isEqualTo("(absent)");
            assertThat(idle.send(REQUEST).read().status()).isEqualTo(204);
            begun.send(REQUEST.substring(0, 20));
            idle.send(REQUEST.substring(0, 0));
            awaitBytes();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(gate::close);
            assertThat(idle.isClosedByServer()).as("an idle connection is closed").isTrue();
            assertThat(closing).as("closing waits for the request").isNotDone();

            RawClient.Response answer = begun.send(REQUEST.substring(20)).read();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(begun.isClosedByServer()).isTrue();
            closing.join();
        }
        assertThat(gate.metrics().connectionsOpen()).isZero();
        assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void requestThatWasOnItsWayIsAnswered() throws IOException {
        GateServer gate = gate(LONG, LONG);
        try (RawClient client = new RawClient(gate.start())) {
            assertThat(client.send(REQUEST).read().status()).isEqualTo(204);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(gate::close);
            RawClient.Response answer = client.send(REQUEST).read();
            while (answer.header("connection").equals("(absent)")) {
                answer = client.send(REQUEST).read();
            }
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.isClosedByServer()).isTrue();
            closing.join();
        }
    }

    @Test
    void deadlineCutsWhoeverNeverFinishes() throws IOException {
        GateServer gate = gate(SHORT, Duration.ofMillis(300));
        try (RawClient client = new RawClient(gate.start())) {
            client.send(REQUEST.substring(0, 20));
            awaitBytes();
            gate.close();
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void closingTwiceOrBeforeTheStartDoesNothing() {
        GateServer gate = gate(SHORT, SHORT);
        gate.close();
        gate.close();

        assertThatThrownBy(gate::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void portInUseIsReported() {
        try (GateServer first = gate(SHORT, SHORT)) {
            int port = first.start();
            GateServer second =
                    new GateServer(
                            Gates.nginx().withBind(IpAddress.parse("127.0.0.1"), port),
                            Gates.directory(),
                            Gates.CLOCK);

            assertThatThrownBy(second::start)
                    .isInstanceOf(GateStartException.class)
                    .hasMessage("the decision port cannot listen on `127.0.0.1` port " + port);
        }
    }

    /* Lets bytes sent over loopback arrive; if they come later all the same, the assertions still hold. */
    private static void awaitBytes() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
