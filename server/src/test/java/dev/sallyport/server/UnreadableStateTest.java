package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was stored and cannot be understood leaves out its tenant: that one is denied, the others
 * are not concerned, and the server starts.
 */
final class UnreadableStateTest {

    private static final String ADMITS_VPN =
            """
            {"mode":"MONITOR","rules":[{"id":"r","effect":"ALLOW","sources":[{"list":"vpn"}]}]}
            """;

    @TempDir private Path folder;

    private TestServer start() {
        return TestServer.start(folder, "--gate.trusted-proxies=127.0.0.1");
    }

    private void prepare() {
        try (TestServer server = start()) {
            Api operator = server.api().asOperator();
            for (String tenant : new String[] {"sound", "broken"}) {
                operator.tenant(tenant);
                operator.put(
                        "/api/v1/tenants/" + tenant + "/lists/vpn",
                        "{\"entries\":[{\"prefix\":\"203.0.113.0/24\"}]}");
                Answer published =
                        operator.with("If-Match", "*")
                                .put("/api/v1/tenants/" + tenant + "/policy", ADMITS_VPN);
                assertThat(published.status()).isEqualTo(200);
            }
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement work = connection.createStatement()) {
            assertThat(work.executeUpdate(statement)).isEqualTo(1);
        }
    }

    @Test
    void anUnreadablePolicyLeavesOutItsTenantOnly() throws SQLException {
        prepare();
        sql("UPDATE revision SET policy = '{\"mode\":' WHERE tenant = 'broken'");
        assertOnlyTheBrokenTenantIsDenied();
    }

    @Test
    void anUnreadableListLeavesOutTheTenantsThatNameIt() throws SQLException {
        prepare();
        sql("UPDATE network_list SET document = '[]' WHERE tenant = 'broken'");
        assertOnlyTheBrokenTenantIsDenied();
    }

    private void assertOnlyTheBrokenTenantIsDenied() {
        try (TestServer server = start()) {
            assertThat(server.ask("sound.example.com", "192.0.2.1")).isEqualTo(204);
            assertThat(server.ask("broken.example.com", "192.0.2.1")).isEqualTo(403);
            Answer health = server.api().get("/health/ready");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"status\":\"degraded\",\"tenantsLeftOut\":1}");
            Api operator = server.api().asOperator();
            assertThat(operator.get("/metrics").body())
                    .contains("sallyport_tenants_left_out 1")
                    .contains("reason=\"not-ready\"");
            assertThat(
                            operator.post(
                                            "/api/v1/tenants/broken/check",
                                            "{\"address\":\"192.0.2.1\"}")
                                    .code())
                    .isEqualTo("server.unavailable");
            // The others go on being changed, and the broken one can be removed.
            Answer policy = operator.get("/api/v1/tenants/sound/policy");
            assertThat(
                            operator.with("If-Match", policy.etag())
                                    .put(
                                            "/api/v1/tenants/sound/policy",
                                            ADMITS_VPN.replace("MONITOR", "ENFORCE"))
                                    .status())
                    .isEqualTo(200);
            assertThat(server.ask("sound.example.com", "192.0.2.1")).isEqualTo(403);
            assertThat(operator.delete("/api/v1/tenants/broken").status()).isEqualTo(204);
            assertThat(server.api().get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
        }
    }
}
