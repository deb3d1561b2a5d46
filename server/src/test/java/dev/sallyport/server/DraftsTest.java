package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts over the API: watched beside the active revision, then published as they are. */
final class DraftsTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String PATH = "/api/v1/tenants/acme/policy";
    private static final String DRAFT = PATH + "/draft";
    private static final String OFFICE =
            """
            {"mode":"ENFORCE","rules":[{"id":"office","effect":"ALLOW","sources":[{"list":"vpn"}]}]}
            """;
    private static final String LIST =
            """
            {"entries":[{"prefix":"203.0.113.0/24"}]}
            """;

    @TempDir private Path folder;

    private static OpenApi.Operation operation(String method, String suffix) {
        return DOCUMENT.operation(method, "/api/v1/tenants/{tenant}/policy/draft" + suffix);
    }

    private static String draftEffect(Api operator, String address) {
        return operator.post("/api/v1/tenants/acme/check", "{\"address\":\"" + address + "\"}")
                .text("draft");
    }

    @Test
    void aDraftIsEvaluatedBesideTheActiveRevisionAndPublishedAsItIs() {
        try (TestServer server = TestServer.start(folder, "--gate.trusted-proxies=127.0.0.1")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Answer none = operator.get(DRAFT);
            assertThat(none.code()).isEqualTo("policy.draft-unknown");
            DOCUMENT.assertDescribed(operation("GET", ""), none);
            assertThat(operator.put("/api/v1/tenants/acme/lists/vpn", LIST).status())
                    .isEqualTo(201);

            assertThat(operator.put(DRAFT, OFFICE).code())
                    .isEqualTo("policy.precondition-required");
            Answer saved = operator.with("If-Match", operator.get(PATH).etag()).put(DRAFT, OFFICE);
            assertThat(saved.status()).as(saved.body()).isEqualTo(200);
            DOCUMENT.assertDescribed(operation("PUT", ""), saved);
            assertThat(saved.header("X-Sallyport-Base-Revision")).isEqualTo("0");
            assertThat(server.ask("acme.example.com", "192.0.2.1")).isEqualTo(204);
            assertThat(draftEffect(operator, "192.0.2.1")).isEqualTo("DENY");
            assertThat(draftEffect(operator, "203.0.113.9")).isEqualTo("ALLOW");

            // A list that only the draft names is followed as well.
            assertThat(
                            operator.with(
                                            "If-Match",
                                            operator.get("/api/v1/tenants/acme/lists/vpn").etag())
                                    .put(
                                            "/api/v1/tenants/acme/lists/vpn",
                                            LIST.replace("203.0.113.0", "192.0.2.0"))
                                    .status())
                    .isEqualTo(200);
            assertThat(draftEffect(operator, "192.0.2.1")).isEqualTo("ALLOW");
            assertThat(draftEffect(operator, "203.0.113.9")).isEqualTo("DENY");

            Answer publishing =
                    operator.with("If-Match", saved.etag()).post(DRAFT + ":publish", "");
            assertThat(publishing.status()).as(publishing.body()).isEqualTo(200);
            DOCUMENT.assertDescribed(operation("POST", ":publish"), publishing);
            assertThat(publishing.withoutImpact()).isEqualTo(saved.body());
            assertThat(server.ask("acme.example.com", "192.0.2.1")).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "203.0.113.9")).isEqualTo(403);
            assertThat(operator.get(DRAFT).code()).isEqualTo("policy.draft-unknown");
        }
    }

    @Test
    void aDraftSurvivesARestartAndADamagedOneHarmsNobody() throws SQLException {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            assertThat(operator.with("If-Match", "*").put(DRAFT, OFFICE).status()).isEqualTo(200);
        }
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            assertThat(draftEffect(operator, "192.0.2.1")).isEqualTo("DENY");
        }
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE draft SET policy = '{\"rules\":7}'"))
                    .isEqualTo(1);
        }
        try (TestServer server = TestServer.start(folder, "--gate.trusted-proxies=127.0.0.1")) {
            Api operator = server.api().asOperator();
            assertThat(server.ask("acme.example.com", "192.0.2.1")).isEqualTo(204);
            assertThat(operator.get(DRAFT).status()).isGreaterThanOrEqualTo(500);
            assertThat(operator.delete(DRAFT).status()).isEqualTo(204);
            assertThat(operator.get(DRAFT).code()).isEqualTo("policy.draft-unknown");
        }
    }
}
