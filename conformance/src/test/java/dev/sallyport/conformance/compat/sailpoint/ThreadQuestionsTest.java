package dev.sallyport.conformance.compat.sailpoint;

import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.AMERICA;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.NETWORK;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.OFFICE;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.PROFILE;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask before they switch a list of networks on. */
final class ThreadQuestionsTest {

    @TempDir Path folder;

    /** Not by default, as in that product; visibly, and one switch includes it. */
    @Test
    void doesTheListHaveAnyImpactOnSso() {
        try (SailpointServer server = SailpointServer.start(folder)) {
            SailpointServer.Client client = server.tenant("acme");
            assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
            assertThat(server.evaluated("acme", AMERICA)).isEqualTo("deny");
            assertThat(server.evaluated("acme", AMERICA, "/saml/acs", "")).isEqualTo("allow");
            assertThat(server.evaluated("acme", AMERICA, "/saml/%2e%2e/ui", ""))
                    .as("a path that can be read in two ways is not let through as sso")
                    .isEqualTo("deny");
            assertThat(server.operate("GET", "/api/v1/tenants/acme/policy", "").body())
                    .contains("\"exceptChannels\":[\"sso\"]");
        }
        Path governed = folder.resolve("governed");
        assertThat(governed.toFile().mkdirs()).isTrue();
        try (SailpointServer server =
                SailpointServer.start(governed, "--compat.sailpoint-sso=governed")) {
            SailpointServer.Client client = server.tenant("acme");
            assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
            assertThat(server.evaluated("acme", AMERICA, "/saml/acs", "")).isEqualTo("deny");
        }
    }

    /** It does, until somebody lets them in; for a time, and the door shows it. */
    @Test
    void doesTheListKeepSupportFromAccessing() {
        try (SailpointServer server = SailpointServer.start(folder)) {
            SailpointServer.Client client = server.tenant("acme");
            String range = "{\"range\":[\"" + OFFICE + "\"]}";
            assertThat(server.call(client, "POST", NETWORK, range).status()).isEqualTo(200);
            String support = "192.0.2.77";
            assertThat(server.evaluated("acme", support)).isEqualTo("deny");

            Instant end = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
            server.policy(
                    "acme",
                    "{\"rules\":[{\"id\":\"sailpoint-network\",\"effect\":\"DENY\",\"sources\":[{\"any\":true}],"
                            + "\"except\":[{\"prefix\":\""
                            + OFFICE
                            + "\"},{\"prefix\":\""
                            + support
                            + "\",\"label\":\"support\",\"expiresAt\":\""
                            + end
                            + "\"}],\"scope\":{\"exceptChannels\":[\"sso\"]}}]}");
            assertThat(server.evaluated("acme", support)).isEqualTo("allow");
            assertThat(server.call(client, "GET", NETWORK, "").body())
                    .as("whoever is let in is seen")
                    .startsWith("{\"range\":[\"" + OFFICE + "\",\"" + support + "\"]");
            assertThat(
                            server.call(
                                            client,
                                            "PATCH",
                                            NETWORK,
                                            "[{\"op\":\"add\",\"path\":\"/range/-\",\"value\":\"192.0.2.1\"}]")
                                    .status())
                    .isEqualTo(200);
            assertThat(server.operate("GET", "/api/v1/tenants/acme/policy", "").body())
                    .as("a change through the door does not make it last")
                    .contains("\"expiresAt\":\"" + end + "\"");
            assertThat(
                            server.call(
                                            client,
                                            "PATCH",
                                            NETWORK,
                                            "[{\"op\":\"replace\",\"path\":\"/range\",\"value\":[\""
                                                    + OFFICE
                                                    + "\"]}]")
                                    .status())
                    .isEqualTo(200);
            assertThat(server.evaluated("acme", support)).as("and ends it").isEqualTo("deny");
        }
    }

    /**
     * There is: monitor, and everything is evaluated and nothing refused, also through the door.
     */
    @Test
    void canItBeEnabledInALoggingWayFirst() {
        try (SailpointServer server =
                SailpointServer.start(folder, "--compat.initial-mode=monitor")) {
            SailpointServer.Client client = server.tenant("acme");
            SailpointServer.Answer made = server.call(client, "POST", NETWORK, SAMPLE);
            assertThat(made.status()).isEqualTo(200);
            assertThat(made.header("x-sallyport-mode")).isEqualTo("MONITOR");
            assertThat(server.evaluated("acme", AMERICA)).isEqualTo("deny");
            assertThat(server.asked("acme", AMERICA, "/", "", "x-sallyport-decision"))
                    .isEqualTo("allow");
        }
        Path second = folder.resolve("second");
        assertThat(second.toFile().mkdirs()).isTrue();
        try (SailpointServer server = SailpointServer.start(second)) {
            SailpointServer.Client client = server.tenant("acme");
            server.policy("acme", "{\"mode\":\"MONITOR\",\"rules\":[]}");
            SailpointServer.Answer made = server.call(client, "POST", NETWORK, SAMPLE);
            assertThat(made.header("x-sallyport-mode"))
                    .as("a mode that somebody chose is left alone")
                    .isEqualTo("MONITOR");
            assertThat(server.asked("acme", AMERICA, "/", "", "x-sallyport-decision"))
                    .isEqualTo("allow");

            server.policy(
                    "acme",
                    server.operate("GET", "/api/v1/tenants/acme/policy", "")
                            .body()
                            .replace("\"mode\":\"MONITOR\"", "\"mode\":\"ENFORCE\""));
            SailpointServer.Answer read = server.call(client, "GET", PROFILE, "");
            assertThat(read.header("x-sallyport-mode")).isEqualTo("ENFORCE");
            assertThat(server.asked("acme", AMERICA, "/", "", "x-sallyport-decision"))
                    .isEqualTo("deny");
            assertThat(
                            server.call(
                                            client,
                                            "PATCH",
                                            NETWORK,
                                            "[{\"op\":\"add\",\"path\":\"/range/-\",\"value\":\"192.0.2.1\"}]")
                                    .header("x-sallyport-mode"))
                    .isEqualTo("ENFORCE");
        }
    }
}
