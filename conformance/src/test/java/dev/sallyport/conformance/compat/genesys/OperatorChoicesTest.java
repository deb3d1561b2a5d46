package dev.sallyport.conformance.compat.genesys;

import static dev.sallyport.conformance.compat.genesys.GenesysServer.OFFICE;
import static dev.sallyport.conformance.compat.genesys.GenesysServer.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.conformance.compat.genesys.GenesysServer.Answer;
import dev.sallyport.conformance.compat.genesys.GenesysServer.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator decides of the door. */
final class OperatorChoicesTest {

    private static final String HOME = "192.0.2.200";

    @TempDir private Path folder;

    /** An address in a header counts only behind a proxy that is trusted. */
    @Test
    void nobodyMovesByWritingAHeader() {
        try (GenesysServer server = GenesysServer.startAlone(folder)) {
            Client client = server.tenant("acme");

            Answer refused = server.save(client, "203.0.113.0/24");

            assertThat(refused.code()).isEqualTo("ip.allowlist.caller.not.included");
            assertThat(refused.json().path("message").asText()).contains("[127.0.0.1]");
            assertThat(server.save(client, "203.0.113.0/24", "127.0.0.0/8").status())
                    .isEqualTo(200);
            assertThat(server.call(client, HOME, "GET", SETTINGS, "").status()).isEqualTo(200);
        }
    }

    @Test
    void aFirstWriteMayBeMonitored() {
        try (GenesysServer server = GenesysServer.start(folder, "--compat.initial-mode=monitor")) {
            Client client = server.tenant("acme");

            Answer saved = server.save(client, "203.0.113.0/24");

            assertThat(saved.header("x-sallyport-mode")).isEqualTo("MONITOR");
            assertThat(server.evaluated("acme", HOME)).isEqualTo("deny");
            assertThat(server.call(client, HOME, "GET", SETTINGS, "").status()).isEqualTo(200);
        }
    }

    @Test
    void aDeploymentThatObservesRefusesNobody() {
        try (GenesysServer server = GenesysServer.start(folder, "--gate.deployment=observe")) {
            Client client = server.tenant("acme");

            Answer saved = server.save(client, "203.0.113.0/24");

            assertThat(saved.header("x-sallyport-mode")).isEqualTo("ENFORCE");
            assertThat(server.evaluated("acme", HOME)).isEqualTo("deny");
            assertThat(server.call(client, HOME, "GET", SETTINGS, "").status()).isEqualTo(200);
            assertThat(server.call(client, OFFICE, "GET", SETTINGS, "").status()).isEqualTo(200);
        }
    }
}
