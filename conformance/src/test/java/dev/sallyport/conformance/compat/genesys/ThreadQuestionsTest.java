package dev.sallyport.conformance.compat.genesys;

import static dev.sallyport.conformance.compat.genesys.GenesysServer.OFFICE;
import static dev.sallyport.conformance.compat.genesys.GenesysServer.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.conformance.compat.genesys.GenesysServer.Answer;
import dev.sallyport.conformance.compat.genesys.GenesysServer.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask before they switch the list on, answered by what happens. */
final class ThreadQuestionsTest {

    private static final String SUPPORT = "198.51.100.50";

    private static GenesysServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = GenesysServer.start(folder);
        Answer channels =
                server.operate(
                        "PUT",
                        "/api/v1/channels",
                        "[{\"id\":\"sso\",\"paths\":[\"/saml\"]},{\"id\":\"api\",\"paths\":[\"/api\"]}]");
        assertThat(channels.status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Yes: whoever comes for single sign-on from elsewhere is refused like everybody. */
    @Test
    void doesWhitelistingHaveAnyImpactToTheSsoProviderOrIntegration() {
        Client client = server.tenant("sso");
        assertThat(server.save(client, "203.0.113.0/24").status()).isEqualTo(200);

        assertThat(server.asked("sso", OFFICE, "/saml/acs", "x-sallyport-evaluated"))
                .isEqualTo("allow");
        assertThat(server.asked("sso", SUPPORT, "/saml/acs", "x-sallyport-evaluated"))
                .isEqualTo("deny");
        assertThat(
                        server.operate(
                                        "POST",
                                        "/api/v1/tenants/sso/check",
                                        "{\"address\":\"" + SUPPORT + "\",\"channel\":\"sso\"}")
                                .json()
                                .path("reason")
                                .asText())
                .isEqualTo("not-in-allow-list");
    }

    /**
     * Yes, unless the networks of support are on the list: authorising its organisation is refused
     * here in words and would not bypass the list there.
     */
    @Test
    void doesWhitelistingPreventGenesysSupportFromAccessingYourOrg() {
        Client client = server.tenant("support");
        assertThat(server.save(client, "203.0.113.0/24").status()).isEqualTo(200);
        String before = server.state(client);

        for (String path : new String[] {"/pairings", "/trustees", "/trustees/care"}) {
            Answer refused =
                    server.call(
                            client,
                            OFFICE,
                            "POST",
                            "/api/v2/orgauthorization" + path,
                            "{\"enabled\":true,\"userIds\":[\"u\"]}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("orgauthorization.not.supported");
            assertThat(refused.json().path("message").asText())
                    .contains("add the networks of the partner or of support to the list");
        }
        assertThat(server.state(client)).isEqualTo(before);
        assertThat(server.evaluated("support", SUPPORT)).isEqualTo("deny");
        assertThat(server.call(client, SUPPORT, "GET", SETTINGS, "").code())
                .isEqualTo("ip.not.authorized");

        assertThat(server.save(client, "203.0.113.0/24", "198.51.100.48/29").status())
                .isEqualTo(200);
        assertThat(server.evaluated("support", SUPPORT)).isEqualTo("allow");
        assertThat(server.call(client, SUPPORT, "GET", SETTINGS, "").status()).isEqualTo(200);
    }

    /** Yes, here: a tenant whose mode was chosen keeps it, and a list is only watched. */
    @Test
    void isThereAnyWayToEnableItInAnInitialLoggingWay() {
        Client client = server.tenant("logging");
        server.policy("logging", "{\"mode\":\"MONITOR\",\"rules\":[]}");

        Answer saved = server.save(client, "203.0.113.0/24");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.header("x-sallyport-mode")).isEqualTo("MONITOR");
        assertThat(server.evaluated("logging", SUPPORT)).as("it is seen").isEqualTo("deny");
        assertThat(server.asked("logging", SUPPORT, "/", "x-sallyport-decision"))
                .as("nobody is refused")
                .isEqualTo("allow");
        assertThat(server.call(client, SUPPORT, "GET", SETTINGS, "").status())
                .as("nobody is refused at the door either")
                .isEqualTo(200);
    }

    /** Calls of the door come through the channel `api` where there is one. */
    @Test
    void callsAreJudgedByTheChannelOfTheApi() {
        Client client = server.tenant("channel");
        String policy =
                "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"d\",\"effect\":\"DENY\",\"sources\":[{\"prefix\":"
                        + "\"198.51.100.0/24\"}],\"scope\":{\"channels\":[\"CHANNEL\"]}}]}";

        server.policy("channel", policy.replace("CHANNEL", "sso"));
        assertThat(server.call(client, SUPPORT, "GET", SETTINGS, "").status()).isEqualTo(200);

        server.policy("channel", policy.replace("CHANNEL", "api"));
        assertThat(server.call(client, SUPPORT, "GET", SETTINGS, "").code())
                .isEqualTo("ip.not.authorized");
    }
}
