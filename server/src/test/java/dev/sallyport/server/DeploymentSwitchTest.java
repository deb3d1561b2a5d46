package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The switch of the whole deployment: turned while the server runs, and kept over restarts. */
final class DeploymentSwitchTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String POLICY =
            """
            {"mode":"ENFORCE","rules":[{"id":"in","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]}]}
            """;

    @TempDir private Path folder;

    private TestServer start(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "--gate.trusted-proxies=127.0.0.1";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return TestServer.start(folder, all);
    }

    private static int outsider(TestServer server) {
        return server.ask("acme.example.com", "198.51.100.1");
    }

    @Test
    void turningActsAtOnceIsAuditedAndOutlivesTheServer() {
        try (TestServer server = start()) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            operator.with("If-Match", "*").put("/api/v1/tenants/acme/policy", POLICY);
            assertThat(outsider(server)).isEqualTo(403);

            Answer turned =
                    operator.put(
                            "/api/v1/deployment",
                            "{\"switch\":\"observe\",\"reason\":\"an outage\"}");
            DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", "/api/v1/deployment"), turned);
            assertThat(outsider(server)).isEqualTo(204);
            assertThat(turned.text("switch")).isEqualTo("observe");
            assertThat(turned.text("by")).isEqualTo("operator:operator");
            assertThat(turned.json().get("recorded").asBoolean()).isTrue();
            assertThat(operator.get("/api/v1/deployment").body()).isEqualTo(turned.body());
            assertThat(operator.get("/api/v1/audit").body())
                    .contains("deployment.switched", "an outage");

            JsonNode health = operator.get("/health").json();
            assertThat(health.get("deployment").get("reason").asString()).isEqualTo("an outage");
            assertThat(server.api().get("/health").body()).isEqualTo("{\"status\":\"up\"}");
        }
        try (TestServer server = start()) {
            assertThat(outsider(server)).as("a restart undoes nothing").isEqualTo(204);
        }
        try (TestServer server = start("--gate.deployment=enforce")) {
            assertThat(outsider(server)).as("the key says what it said before").isEqualTo(204);
        }
        try (TestServer server = start("--gate.deployment=observe")) {
            assertThat(outsider(server)).isEqualTo(204);
            Api operator = server.api().asOperator();
            operator.put("/api/v1/deployment", "{\"switch\":\"enforce\",\"reason\":\"over\"}");
            assertThat(outsider(server)).isEqualTo(403);
        }
        try (TestServer server = start("--gate.deployment=observe")) {
            assertThat(outsider(server)).as("the operator's hand counts").isEqualTo(403);
        }
        try (TestServer server = start()) {
            assertThat(outsider(server))
                    .as("the key changed to what stands already")
                    .isEqualTo(403);
        }
        try (TestServer server = start("--gate.deployment=observe")) {
            assertThat(outsider(server)).as("the key changed").isEqualTo(204);
        }
    }

    @Test
    void aReasonIsNeeded() {
        try (TestServer server = start()) {
            Api operator = server.api().asOperator();
            for (String body :
                    new String[] {
                        "{\"switch\":\"observe\"}",
                        "{\"switch\":\"observe\",\"reason\":\" \"}",
                        "{\"switch\":\"off\",\"reason\":\"x\"}",
                        "{\"reason\":\"x\"}"
                    }) {
                Answer answer = operator.put("/api/v1/deployment", body);
                assertThat(answer.status()).as(body).isEqualTo(422);
                DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", "/api/v1/deployment"), answer);
            }
            assertThat(operator.get("/api/v1/deployment").text("switch")).isEqualTo("enforce");
        }
    }

    /** The switch acts also while nothing can be written, and is written when it can be. */
    @Test
    void itActsWhileTheStateCannotBeWritten() throws Exception {
        try (TestServer server = start()) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            operator.with("If-Match", "*").put("/api/v1/tenants/acme/policy", POLICY);
            assertThat(outsider(server)).isEqualTo(403);
            String file = "jdbc:sqlite:" + folder.resolve("state.db");
            try (java.sql.Connection other = java.sql.DriverManager.getConnection(file);
                    java.sql.Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                Answer turned =
                        operator.put(
                                "/api/v1/deployment",
                                "{\"switch\":\"observe\",\"reason\":\"locked out\"}");
                assertThat(turned.status()).isEqualTo(200);
                assertThat(turned.json().get("recorded").asBoolean()).isFalse();
                assertThat(outsider(server)).isEqualTo(204);
                assertThat(operator.get("/api/v1/doctor").body())
                        .contains("deployment.unrecorded", "deployment.observes");
                statement.execute("ROLLBACK");
            }
            for (int i = 0; i < 600; i++) {
                if (operator.get("/api/v1/deployment").json().get("recorded").asBoolean()) {
                    break;
                }
                Thread.sleep(100);
            }
            assertThat(operator.get("/api/v1/deployment").json().get("recorded").asBoolean())
                    .isTrue();
            assertThat(operator.get("/api/v1/audit").body()).contains("locked out");
        }
        try (TestServer server = start()) {
            assertThat(outsider(server)).isEqualTo(204);
        }
    }
}
