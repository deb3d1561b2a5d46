package dev.sallyport.server;

import static dev.sallyport.server.SailpointServer.DOOR;
import static dev.sallyport.server.SailpointServer.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the vendor's papers leave open and docs/compat-sailpoint.md decides, where no other test
 * shows it.
 */
final class SailpointOpenQuestionsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/latest/auth-org/network-config",
                "/latest/auth-profiles",
                "/v3/auth-profiles",
                "/v3/auth-profiles/default"
            })
    void pathsThatAreNotThereAreNotFoundInTheirShape(String path) {
        try (SailpointServer server = SailpointServer.start(folder)) {
            Answer answer = server.manager().get(DOOR + path);

            assertThat(answer.status()).as(answer.body()).isEqualTo(404);
            assertThat(answer.text("detailCode")).isEqualTo("404 Not found");
        }
    }

    @Test
    void countriesAreRefusedWithoutGeoData() {
        try (TestServer server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1",
                        "--server.trusted-proxies=127.0.0.1")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Api manager =
                    operator.newClient("acme", "sp:auth-org:manage")
                            .with("X-Forwarded-For", "1.3.7.2");
            String before = operator.get("/api/v1/tenants/acme/policy").body();

            Answer refused =
                    manager.post(NETWORK, "{\"geolocation\":[\"CA\"],\"whitelisted\":true}");
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("no data that could tell country `CA`");
            assertThat(operator.get("/api/v1/tenants/acme/policy").body()).isEqualTo(before);

            Answer taken = manager.post(NETWORK, "{\"range\":[\"1.3.7.0/24\"]}");
            assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        }
    }

    @Test
    void aClientWhoseAddressIsNotKnownIsDeniedWhileAConditionIsInForce() {
        try (SailpointServer server = SailpointServer.start(folder)) {
            Api manager = server.manager();
            assertThat(server.evaluated("unknown", "/")).isEqualTo("allow");

            assertThat(manager.post(NETWORK, "{\"range\":[\"1.3.7.0/24\"]}").status())
                    .isEqualTo(200);
            assertThat(server.evaluated("unknown", "/")).isEqualTo("deny");

            String countries = "{\"range\":null,\"geolocation\":[\"US\"],\"whitelisted\":false}";
            assertThat(manager.post(NETWORK, countries).status()).isEqualTo(200);
            assertThat(server.evaluated("unknown", "/")).isEqualTo("deny");
        }
    }
}
