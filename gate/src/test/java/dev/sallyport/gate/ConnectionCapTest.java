package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Beyond the most connections nobody is turned away, and nobody is taken either, until one ends.
 */
final class ConnectionCapTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: acme.example.com\r\n\r\n";

    @ParameterizedTest
    @EnumSource
    void nextConnectionWaitsUntilOneEnds(Transport transport) throws IOException {
        if (transport == Transport.EPOLL && Transport.best() != Transport.EPOLL) {
            return;
        }
        TenantDirectory directory = Gates.directory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");
        GateConfiguration capped = Gates.nginx().withLimits(GateLimits.DEFAULT.withConnections(3));
        try (GateServer gate =
                new GateServer(capped, directory, Gates.CLOCK, null, null, transport)) {
            int port = gate.start();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(new RawClient(port).send(REQUEST));
            }
            for (int i = 0; i < 10; i++) {
                try (RawClient client = clients.get(i)) {
                    assertThat(client.read().status()).isEqualTo(204);
                    assertThat(client.send(REQUEST).read().status()).isEqualTo(204);
                    assertThat(gate.metrics().connectionsOpen()).isLessThanOrEqualTo(3);
                }
            }
            assertThat(gate.metrics().connectionsAccepted()).isEqualTo(10);
            assertThat(gate.metrics().acceptPauses()).isPositive();
        }
    }
}
