package dev.sallyport.conformance.compat.sailpoint;

import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.AMERICA;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.FRANCE;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.OFFICE;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.conformance.compat.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation by npm {@code sailpoint-api-client}, as it comes from the registry. */
final class TypeScriptClientTest {

    private static SailpointServer server;
    private static NodeClient node;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        server = SailpointServer.start(folder);
        node = NodeClient.start(server.root());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
        server.close();
    }

    private static NodeProcess.Answer ok(NodeProcess.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "V2024"})
    void everyOperationOfBothGenerationsWorksAndIsWhatIsDecided(String suffix) {
        String api = "GlobalTenantSecuritySettings" + suffix + "Api";
        String tenant = "ts" + suffix.toLowerCase(Locale.ROOT);
        SailpointServer.Client client = server.tenant(tenant);
        ok(node.login(client.id(), client.secret()));

        NodeProcess.Answer absent = node.call(api, "getAuthOrgNetworkConfig", null);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.body().get("detailCode").asText()).isEqualTo("404 Not found");

        NodeProcess.Answer made =
                ok(
                        node.call(
                                api,
                                "createAuthOrgNetworkConfig",
                                "{\"networkConfiguration" + suffix + "\":" + SAMPLE + "}"));
        assertThat(made.body()).hasToString(SAMPLE);
        assertThat(made.headers().get("x-sallyport-mode").asText()).isEqualTo("ENFORCE");
        assertThat(ok(node.call(api, "getAuthOrgNetworkConfig", null)).body()).hasToString(SAMPLE);
        assertThat(server.evaluated(tenant, OFFICE)).isEqualTo("allow");
        assertThat(server.evaluated(tenant, FRANCE)).isEqualTo("deny");

        String patch = "jsonPatchOperation" + suffix;
        ok(
                node.call(
                        api,
                        "patchAuthOrgNetworkConfig",
                        "{\""
                                + patch
                                + "\":[{\"op\":\"add\",\"path\":\"/range/-\",\"value\":\"203.0.113.0/24\"},"
                                + "{\"op\":\"replace\",\"path\":\"/geolocation\",\"value\":[\"US\"]},"
                                + "{\"op\":\"replace\",\"path\":\"/whitelisted\",\"value\":false}]}"));
        assertThat(server.evaluated(tenant, FRANCE)).isEqualTo("allow");
        assertThat(server.evaluated(tenant, AMERICA)).isEqualTo("deny");

        NodeProcess.Answer published =
                node.call(
                        api,
                        "patchAuthOrgNetworkConfig",
                        "{\""
                                + patch
                                + "\":[{\"op\":\"replace\",\"path\":\"/whitelisted\",\"value\":\"false,\"},"
                                + "{\"op\":\"add\",\"path\":\"/geolocation\",\"value\":[\"AF\",\"HN\",\"ES\"]}]}");
        assertThat(published.status()).isEqualTo(400);
        assertThat(published.body().get("trackingId").asText()).matches("[0-9a-f]{32}");
        assertThat(published.body().get("causes").toString()).contains("/whitelisted: ");

        ok(
                node.call(
                        api,
                        "patchAuthOrgNetworkConfig",
                        "{\""
                                + patch
                                + "\":[{\"op\":\"replace\",\"path\":\"/range\",\"value\":null},"
                                + "{\"op\":\"replace\",\"path\":\"/geolocation\",\"value\":null},"
                                + "{\"op\":\"replace\",\"path\":\"/whitelisted\",\"value\":false}]}"));
        assertThat(server.evaluated(tenant, AMERICA)).isEqualTo("allow");
        profiles(tenant, api, suffix);
    }

    private static void profiles(String tenant, String api, String suffix) {
        ok(
                node.call(
                        api,
                        "createAuthOrgNetworkConfig",
                        "{\"networkConfiguration" + suffix + "\":" + SAMPLE + "}"));
        String profiles = suffix.isEmpty() ? "AuthProfileBetaApi" : "AuthProfileV2024Api";
        String patch = suffix.isEmpty() ? "jsonPatchOperationBeta" : "jsonPatchOperationV2024";
        NodeProcess.Answer list =
                ok(
                        node.call(
                                profiles,
                                "getProfileConfigList",
                                suffix.isEmpty() ? null : "{\"xSailPointExperimental\":\"true\"}"));
        String id = list.body().get(0).get("id").asText();
        String named = "{\"id\":\"" + id + "\",\"xSailPointExperimental\":\"true\"";
        assertThat(
                        ok(node.call(profiles, "getProfileConfig", named + "}"))
                                .body()
                                .get("offNetwork"))
                .hasToString("true");
        ok(
                node.call(
                        profiles,
                        "patchProfileConfig",
                        named
                                + ",\""
                                + patch
                                + "\":[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":false}]}"));
        assertThat(server.evaluated(tenant, FRANCE)).as("off network").isEqualTo("allow");
        assertThat(server.evaluated(tenant, AMERICA)).as("elsewhere").isEqualTo("deny");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "V2024"})
    void everyOtherStatusIsUnderstood(String suffix) {
        String api = "GlobalTenantSecuritySettings" + suffix + "Api";
        SailpointServer.Client reader =
                server.tenant("low" + suffix.toLowerCase(Locale.ROOT), "sp:auth-org:read");
        ok(node.login(reader.id(), reader.secret()));
        NodeProcess.Answer forbidden =
                node.call(
                        api,
                        "createAuthOrgNetworkConfig",
                        "{\"networkConfiguration" + suffix + "\":" + SAMPLE + "}");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.body().get("detailCode").asText()).isEqualTo("403 Forbidden");

        NodeProcess.Answer last = forbidden;
        for (int i = 0; i < 110 && last.status() != 429; i++) {
            last = node.call(api, "getAuthOrgNetworkConfig", null);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.body()).hasToString("{\"message\":\" Rate Limit Exceeded \"}");
        assertThat(last.headers().get("retry-after").asText()).matches("[1-9][0-9]*");

        ok(node.token("nobody.made.this"));
        NodeProcess.Answer unknown = node.call(api, "getAuthOrgNetworkConfig", null);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body().get("error").asText()).startsWith("JWT validation failed");
    }
}
