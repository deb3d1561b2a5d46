package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.control.audit.AuditPublicKey;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.AuditVerification;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.document.AuditExportWriter;
import dev.sallyport.document.AuditLine;
import dev.sallyport.document.AuditLineReader;
import dev.sallyport.server.audit.AuditExportCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The audit log of a running server: before and after, its head, its export, and what a start
 * finds.
 */
final class AuditTest {

    private static final String POLICY =
            "{\"mode\":\"MONITOR\",\"rules\":[{\"id\":\"office\",\"effect\":\"ALLOW\",\"sources\":[{\"prefix\":\"192.0.2.0/24\"}]}]}";

    @TempDir private Path folder;

    private static void fill(Api operator) {
        operator.tenant("acme");
        operator.tenant("globex");
        assertThat(
                        operator.with("If-Match", "*")
                                .put("/api/v1/tenants/acme/policy", POLICY)
                                .status())
                .isEqualTo(200);
        assertThat(operator.patch("/api/v1/tenants/acme", "{\"name\":\"Acme Works\"}").status())
                .isEqualTo(200);
    }

    @Test
    void recordSaysWhatWasBeforeAndAfter() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            fill(operator);

            JsonNode newest =
                    operator.get("/api/v1/tenants/acme/audit?limit=1").json().path("items").get(0);

            assertThat(newest.path("action").asString()).isEqualTo("tenant.changed");
            assertThat(newest.path("alterations").toString())
                    .isEqualTo(
                            "[{\"what\":\"/name\",\"before\":\"acme\",\"after\":\"Acme Works\"}]");
        }
    }

    @Test
    void exportIsAChainThatEndsWithTheSignedHead() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            fill(operator);
            AuditPublicKey key = key(operator);

            List<String> lines = export(operator, "/api/v1/audit:export");
            JsonNode head = operator.get("/api/v1/audit/head").json();

            AuditLine.End end = verified(lines, key, 0);
            assertThat(end.head()).isNotNull();
            assertThat(end.end().through()).isEqualTo(lines.size() - 1).isGreaterThan(4);
            assertThat(head.path("number").asLong()).isEqualTo(end.end().through());
            AuditHead read =
                    new AuditHead(
                            head.path("number").asLong(),
                            head.path("hash").asString(),
                            java.time.Instant.parse(head.path("at").asString()));
            assertThat(
                            AuditKey.check(
                                    head.path("signature").asString(),
                                    AuditKey.HEAD,
                                    AuditExportWriter.content(read),
                                    List.of(key)))
                    .isEqualTo(AuditKey.Check.VALID);
            assertThat(verified(export(operator, "/api/v1/audit:export?after=3"), key, 3).end())
                    .extracting(each -> each.records())
                    .isEqualTo(end.end().through() - 3);
            assertThat(operator.get("/api/v1/audit:export?after=x").code())
                    .isEqualTo("request.bad-parameter");
        }
    }

    private static AuditPublicKey key(Api api) {
        JsonNode keys = api.get("/api/v1/audit/keys").json().path("keys");
        AuditPublicKey key = new AuditPublicKey(keys.get(0).path("x").asString());
        assertThat(keys.get(0).path("kid").asString()).isEqualTo(key.id());
        return key;
    }

    private static List<String> export(Api api, String path) {
        Answer answer = api.with("Accept", "application/x-ndjson").get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().toList();
    }

    private static AuditLine.End verified(List<String> lines, AuditPublicKey key, long after) {
        AuditVerification chain = new AuditVerification(List.of());
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertThat(AuditLineReader.read(line.getBytes(UTF_8)))
                    .isInstanceOfSatisfying(
                            Outcome.Done.class,
                            done -> {
                                if (done.value() instanceof AuditLine.Chained(AuditRecord record)) {
                                    chain.take(record);
                                }
                            });
        }
        assertThat(chain.count()).isEqualTo(lines.size() - 1);
        assertThat(chain.finish(after)).isEmpty();
        Outcome<AuditLine> last = AuditLineReader.read(lines.getLast().getBytes(UTF_8));
        if (last instanceof Outcome.Done<AuditLine>(AuditLine.End end)) {
            assertThat(
                            AuditKey.check(
                                    end.signature(),
                                    AuditKey.EXPORT,
                                    AuditExportWriter.content(end.end()),
                                    List.of(key)))
                    .isEqualTo(AuditKey.Check.VALID);
            return end;
        }
        throw new AssertionError(last);
    }

    @Test
    void tenantsExportHoldsItsOwnRecordsWithoutTheOperator() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            fill(operator);
            Api auditor = operator.newClient("acme", "sallyport:audit");

            List<String> lines = export(auditor, "/api/v1/tenants/acme/audit:export");

            assertThat(lines.subList(0, lines.size() - 1))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.contains("\"tenant\":\"acme\""))
                    .noneMatch(line -> line.contains("operator:") || line.contains("127.0.0.1"))
                    .noneMatch(line -> line.contains("hash"));
            assertThat(lines.getLast()).contains("\"tenant\":\"acme\"").contains("\"head\":null");
            assertThat(auditor.get("/api/v1/tenants/globex/audit:export").code())
                    .isEqualTo("tenant.unknown");
            assertThat(auditor.get("/api/v1/audit/head").code()).isEqualTo("auth.forbidden");
            assertThat(auditor.get("/api/v1/audit:export").code()).isEqualTo("auth.forbidden");
        }
    }

    private String doctor() {
        try (TestServer server = TestServer.start(folder)) {
            return server.api().asOperator().get("/api/v1/doctor").body();
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.executeUpdate(each);
            }
        }
    }

    @Test
    void startFindsATailThatWasCut() throws SQLException {
        try (TestServer server = TestServer.start(folder)) {
            fill(server.api().asOperator());
        }
        assertThat(doctor()).doesNotContain("audit.chain-broken");
        sql(
                "DROP TRIGGER audit_record_stays",
                "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)");

        assertThat(doctor()).contains("audit.chain-broken").contains("ends with record");
        // It stays so: the head of before is not overwritten.
        assertThat(doctor()).contains("audit.chain-broken");
    }

    @Test
    void startFindsTheLastRecordReplaced() throws SQLException {
        try (TestServer server = TestServer.start(folder)) {
            fill(server.api().asOperator());
        }
        sql(
                "DROP TRIGGER audit_record_unchanged",
                "UPDATE audit SET actor = 'client:nobody' WHERE number = (SELECT max(number) FROM audit)");

        assertThat(doctor()).contains("audit.chain-broken").contains("was changed");
    }

    @Test
    void startFindsAForgedHead() throws IOException {
        try (TestServer server = TestServer.start(folder)) {
            fill(server.api().asOperator());
        }
        Path file = folder.resolve("audit.head");
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"number\":\\d+", "\"number\":1"));

        assertThat(doctor()).contains("audit.chain-broken").contains("does not belong to the head");
    }

    @Test
    void stoppedServersLogIsExportedWithItsKeyForItsOwnerOnly() throws IOException {
        AuditPublicKey key;
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            fill(operator);
            key = key(operator);
            assertThat(run("--data", folder.toString())).isEmpty();
        }

        List<String> lines = run("--data", folder.toString());

        assertThat(verified(lines, key, 0).end().through()).isEqualTo(lines.size() - 1);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("audit.key"))))
                .isEqualTo("rw-------");
    }

    private static List<String> run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                new AuditExportCommand(
                                new PrintStream(out, true, UTF_8),
                                new PrintStream(err, true, UTF_8))
                        .run(List.of(arguments));
        assertThat(status == 0).as(err.toString(UTF_8)).isEqualTo(out.size() > 0);
        return out.toString(UTF_8).lines().toList();
    }
}
