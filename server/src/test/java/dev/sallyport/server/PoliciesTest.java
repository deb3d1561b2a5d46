package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies over the API and what the gate makes of them. */
final class PoliciesTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final OpenApi.Operation PUT =
            DOCUMENT.operation("PUT", "/api/v1/tenants/{tenant}/policy");
    private static final OpenApi.Operation GET =
            DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/policy");
    private static final String ADMITS_NET_113 =
            """
            {"mode":"ENFORCE","rules":[{"id":"office","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]}]}
            """;

    @TempDir private static Path folder;
    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1",
                        "--server.trusted-proxies=127.0.0.1,10.0.0.0/8");
        // The first operator calls through a proxy as everybody here does.
        operator = server.api().with("X-Forwarded-For", "198.51.100.9").asOperator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String path(String tenant) {
        return "/api/v1/tenants/" + tenant + "/policy";
    }

    @Test
    void aPolicyIsInForceWhenItsPutIsAnswered() {
        operator.tenant("force");
        assertThat(server.ask("force.example.com", "192.0.2.1")).isEqualTo(204);

        Answer first = operator.with("If-Match", "*").put(path("force"), ADMITS_NET_113);
        assertThat(first.status()).isEqualTo(200);
        DOCUMENT.assertDescribed(PUT, first);
        assertThat(server.ask("force.example.com", "192.0.2.1")).isEqualTo(403);
        assertThat(server.ask("force.example.com", "203.0.113.7")).isEqualTo(204);

        Answer second =
                operator.with("If-Match", first.etag())
                        .put(
                                path("force"),
                                ADMITS_NET_113.replace("203.0.113.0/24", "192.0.2.0/24"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(server.ask("force.example.com", "192.0.2.1")).isEqualTo(204);
        assertThat(server.ask("force.example.com", "203.0.113.7")).isEqualTo(403);
    }

    @Test
    void entityTagsGuardEveryReplacement() {
        operator.tenant("tags");
        Answer initial = operator.get(path("tags"));
        assertThat(initial.header("X-Sallyport-Revision")).isEqualTo("0");
        assertThat(initial.text("mode")).isEqualTo("MONITOR");
        assertThat(initial.etag()).matches("\"[!#-~]+\"");
        DOCUMENT.assertDescribed(GET, initial);

        assertThat(operator.put(path("tags"), ADMITS_NET_113).code())
                .isEqualTo("policy.precondition-required");
        assertThat(operator.with("If-Match", "17").put(path("tags"), ADMITS_NET_113).code())
                .isEqualTo("request.precondition-malformed");
        assertThat(operator.with("If-Match", "\"17\"").put(path("tags"), ADMITS_NET_113).code())
                .isEqualTo("policy.stale");
        assertThat(
                        operator.with("If-Match", "W/" + initial.etag())
                                .put(path("tags"), ADMITS_NET_113)
                                .code())
                .isEqualTo("policy.stale");
        Answer first =
                operator.with("If-Match", "\"x\", " + initial.etag())
                        .put(path("tags"), ADMITS_NET_113);
        assertThat(first.status()).isEqualTo(200);
        assertThat(operator.with("If-Match", "*").put(path("tags"), ADMITS_NET_113).code())
                .isEqualTo("policy.stale");
        assertThat(
                        operator.with("If-Match", initial.etag())
                                .put(path("tags"), ADMITS_NET_113)
                                .code())
                .isEqualTo("policy.stale");

        Answer known = operator.with("If-None-Match", first.etag()).get(path("tags"));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.etag()).isEqualTo(first.etag());
        assertThat(known.body()).isEmpty();
        DOCUMENT.assertDescribed(GET, known);
        Answer other = operator.with("If-None-Match", initial.etag()).get(path("tags"));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.etag()).isEqualTo(first.etag());

        Answer old = operator.get(path("tags") + "/revisions/0");
        assertThat(old.etag()).isEqualTo(initial.etag());
        assertThat(old.json()).isEqualTo(initial.json());
        Answer none = operator.get(path("tags") + "/revisions/9");
        assertThat(none.code()).isEqualTo("policy.revision-unknown");
        OpenApi.Operation revision =
                DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/policy/revisions/{revision}");
        DOCUMENT.assertDescribed(revision, old);
        DOCUMENT.assertDescribed(revision, none);
    }

    @Test
    void ofParallelPutsWithOneTagExactlyOneWins() throws Exception {
        operator.tenant("race");
        String tag = operator.get(path("race")).etag();
        Api racer = operator.with("If-Match", tag);
        int count = 100;
        CountDownLatch gun = new CountDownLatch(1);
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                String body = ADMITS_NET_113.replace("203.0.113.0/24", "10.0." + i + ".0/24");
                Callable<Answer> put =
                        () -> {
                            gun.await();
                            return racer.put(path("race"), body);
                        };
                answers.add(threads.submit(put));
            }
            gun.countDown();
        }
        int won = 0;
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isIn(200, 412);
            won += answer.get().status() == 200 ? 1 : 0;
        }

        assertThat(won).isEqualTo(1);
        assertThat(operator.get(path("race")).header("X-Sallyport-Revision")).isEqualTo("1");
    }

    @Test
    void oneBadEntryAmongTenThousandIsNamedAndNothingChanges() {
        operator.tenant("many");
        operator.with("If-Match", "*").put(path("many"), ADMITS_NET_113);
        String before = operator.get(path("many")).etag();
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            String prefix = i == 7_123 ? "10.0.0.1/8" : "10." + i / 250 + "." + i % 250 + ".0/24";
            entries.append(i == 0 ? "" : ",").append("{\"prefix\":\"").append(prefix).append("\"}");
        }
        String body =
                "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"r\",\"effect\":\"ALLOW\",\"sources\":["
                        + entries
                        + "]}]}";
        Answer refused = operator.with("If-Match", before).put(path("many"), body);

        assertThat(refused.code()).isEqualTo("policy.invalid");
        assertThat(refused.json().get("errors").size()).isEqualTo(1);
        assertThat(refused.json().at("/errors/0/pointer").asString())
                .isEqualTo("/rules/0/sources/7123/prefix");
        assertThat(refused.json().at("/errors/0/hint").asString()).contains("10.0.0.0/8");
        DOCUMENT.assertDescribed(PUT, refused);
        assertThat(operator.get(path("many")).etag()).isEqualTo(before);

        String good = body.replace("10.0.0.1/8", "172.16.0.0/12");
        assertThat(operator.with("If-Match", before).put(path("many"), good).status())
                .isEqualTo(200);
        assertThat(server.ask("many.example.com", "172.16.3.4")).isEqualTo(204);
        assertThat(server.ask("many.example.com", "203.0.113.7")).isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    policy.would-lock-out | {"mode":"ENFORCE","rules":[{"id":"a","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]}]}
                    policy.no-live-entry  | {"mode":"ENFORCE","rules":[{"id":"a","effect":"ALLOW","sources":[{"any":true}]},{"id":"b","effect":"ALLOW","sources":[]}]}
                    policy.geo-missing    | {"mode":"MONITOR","rules":[{"id":"a","effect":"ALLOW","sources":[{"country":"FR"}]}]}
                    policy.list-missing   | {"mode":"MONITOR","rules":[{"id":"a","effect":"ALLOW","sources":[{"list":"vpn"}]}]}
                    """)
    void aRefusalIsOverriddenWithScopeAndReasonAndAudited(String code, String policy)
            throws SQLException {
        String tenant = code.replace('.', '-');
        operator.tenant(tenant);
        Api viaProxy = server.api().with("X-Forwarded-For", "192.0.2.77, 10.1.2.3");
        Answer manager = operator.client(tenant, "sallyport:manage");
        Answer overrider = operator.client(tenant, "sallyport:manage", "sallyport:override");
        Api managing =
                viaProxy.as(manager.text("client_id"), manager.text("client_secret"))
                        .with("If-Match", "*");
        Api overriding =
                viaProxy.as(overrider.text("client_id"), overrider.text("client_secret"))
                        .with("If-Match", "*");
        String override = path(tenant) + "?override=" + code;

        Answer refused = managing.put(path(tenant), policy);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(code);
        DOCUMENT.assertDescribed(PUT, refused);
        Answer forbidden = managing.put(override + "&reason=because", policy);
        assertThat(forbidden.code()).isEqualTo("auth.forbidden");
        Answer withoutReason = overriding.put(override, policy);
        assertThat(withoutReason.code()).isEqualTo("override.reason-missing");
        Answer unknown =
                overriding.put(path(tenant) + "?override=policy.invalid&reason=because", policy);
        assertThat(unknown.code()).isEqualTo("override.unknown");
        for (Answer answer : List.of(forbidden, withoutReason, unknown)) {
            DOCUMENT.assertDescribed(PUT, answer);
        }
        assertThat(operator.get(path(tenant)).header("X-Sallyport-Revision")).isEqualTo("0");

        Answer done = overriding.put(override + "&reason=moving%20out%20on%20Friday", policy);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(auditRecords(tenant))
                .filteredOn(record -> record.contains("policy.published"))
                .singleElement()
                .satisfies(record ->
                        assertThat(record)
                                .contains(
                                        code,
                                        "moving out on Friday",
                                        "client:" + overrider.text("client_id"),
                                        "192.0.2.77",
                                        done.header("X-Request-Id")));
    }

    /** An operator's own address is never what the guard judges. */
    @Test
    void anOperatorIsNotLockedOut() {
        operator.tenant("own");
        assertThat(operator.with("If-Match", "*").put(path("own"), ADMITS_NET_113).status())
                .isEqualTo(200);
    }

    @Test
    void everyChangeIsAudited() throws SQLException {
        operator.tenant("audited");
        Answer client = operator.client("audited", "sallyport:read");
        String clientPath = "/api/v1/tenants/audited/clients/" + client.text("client_id");
        operator.send("POST", clientPath + "/rotate", "");
        operator.delete(clientPath);
        operator.patch("/api/v1/tenants/audited", "{\"name\":\"Other\"}");
        operator.with("If-Match", "*").put(path("audited"), ADMITS_NET_113);
        operator.delete("/api/v1/tenants/audited");

        List<String> records = auditRecords("audited");
        for (String action :
                List.of(
                        "tenant.created",
                        "client.created",
                        "client.rotated",
                        "client.deleted",
                        "tenant.changed",
                        "policy.published",
                        "tenant.deleted")) {
            assertThat(records)
                    .filteredOn(record -> record.contains(action))
                    .as(action)
                    .singleElement()
                    .satisfies(record ->
                            assertThat(record).contains("operator:operator", "198.51.100.9"));
        }
    }

    /* The audit log has no door yet; its table is read beside the server, all columns as one text. */
    private static List<String> auditRecords(String tenant) throws SQLException {
        List<String> records = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM audit")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder record = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    record.append(rows.getString(i)).append('|');
                }
                if (record.toString().contains("|" + tenant + "|")) {
                    records.add(record.toString());
                }
            }
        }
        return records;
    }
}
