package dev.sallyport.store;

import static dev.sallyport.store.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a file can suffer: two owners, damage, the wrong version, the end of its process. */
final class SqliteStoreTest {

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve(SqliteStore.FILE_NAME);
    }

    private void fill() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.write(all -> {
                all.tenants().insert(Samples.tenant(ACME, "acme.example.com"));
                for (int i = 1; i <= 50; i++) {
                    all.revisions().append(ACME, Samples.revision(i));
                }
                return true;
            });
        }
    }

    private StoreRefusedException refusal() {
        StoreRefusedException refused =
                catchThrowableOfType(
                        StoreRefusedException.class, () -> SqliteStore.open(folder).close());
        assertThat(refused).isNotNull();
        assertThat(refused.hint()).isNotBlank();
        return refused;
    }

    @Test
    void stateIsThereAfterOpeningAgain() {
        fill();

        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(store.<Object>read(all -> all.revisions().current(ACME).orElseThrow()))
                    .isEqualTo(Samples.revision(50));
        }
    }

    @Test
    void foldersAreMade() {
        try (SqliteStore store = SqliteStore.open(folder.resolve("a/b c/ü"))) {
            assertThat(store.<Long>read(all -> all.tenants().count())).isZero();
        }
        assertThat(folder.resolve("a/b c/ü/state.db")).exists();
    }

    /* One such row would keep the whole deployment from starting again. */
    @Test
    void policyThatCouldNotBeReadAgainIsNotKept() {
        PolicyRevision sound = Samples.revision(1);
        Life beyondTheCalendar =
                new Life(true, Instant.MIN, Instant.parse("+10000-01-01T00:00:00Z"));
        Rule rule =
                new Rule(
                        new RuleId("late"),
                        "",
                        Effect.ALLOW,
                        List.of(),
                        List.of(),
                        Scope.ALL,
                        beyondTheCalendar,
                        false);
        PolicyRevision unreadable =
                new PolicyRevision(
                        1,
                        sound.sequence(),
                        new Policy(Mode.MONITOR, ClientAuthorization.IGNORE, List.of(rule)),
                        sound.publishedAt(),
                        sound.publishedBy(),
                        sound.address(),
                        sound.reason());
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.write(all -> {
                all.tenants().insert(Samples.tenant(ACME, "acme.example.com"));
                return true;
            });

            assertThatThrownBy(() ->
                            store.write(all -> {
                                all.revisions().append(ACME, unreadable);
                                return true;
                            }))
                    .isInstanceOf(StorageException.class);
            assertThat(store.<Boolean>read(all -> all.revisions().current(ACME).isEmpty()))
                    .isTrue();
        }
    }

    @Test
    void filesAreForTheirOwnerOnly() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        fill();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    // One process at a time.

    @Test
    void secondOwnerInThisProcessIsRefused() {
        try (SqliteStore first = SqliteStore.open(folder)) {
            assertThat(refusal())
                    .hasMessage(
                            "data folder `%s` is in use by process %d",
                            folder, ProcessHandle.current().pid());
            assertThat(first.<Long>read(all -> all.tenants().count())).isZero();
        }
        SqliteStore.open(folder).close();
    }

    @Test
    void folderOfAnotherProcessIsRefusedUntilThatIsKilled()
            throws IOException, InterruptedException {
        Process process = ChildProcess.start(PublishingProgram.class, folder.toString());
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(output.readLine()).startsWith("published 1 ");
            assertThat(refusal())
                    .hasMessage("data folder `%s` is in use by process %d", folder, process.pid());
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }

        SqliteStore.open(folder).close();
    }

    @Test
    void refusedOwnerLeavesTheFolderFree() throws IOException {
        Files.writeString(file(), "this is no database, and long enough to be looked at twice");
        refusal();
        Files.delete(file());

        SqliteStore.open(folder).close();
    }

    // Damage.

    @Test
    void fileThatIsNoDatabaseIsRefused() throws IOException {
        byte[] noise = new byte[8192];
        new Random(1).nextBytes(noise);
        Files.write(file(), noise);

        assertThat(refusal()).hasMessage("file `%s` is no database, or damaged", file());
        assertThat(Files.readAllBytes(file())).isEqualTo(noise);
    }

    @Test
    void fileWithAnOverwrittenPageIsRefused() throws IOException {
        fill();
        byte[] bytes = Files.readAllBytes(file());
        assertThat(bytes.length).isGreaterThan(5 * 4096);
        for (int page = 1; page < bytes.length / 4096; page++) {
            for (int i = 0; i < 512; i++) {
                bytes[page * 4096 + i] = (byte) 0xA5;
            }
        }
        Files.write(file(), bytes);

        assertThat(refusal()).hasMessageContaining("damaged");
    }

    @Test
    void fileThatWasCutIsRefused() throws IOException {
        fill();
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(refusal()).hasMessageContaining("damaged");
    }

    // Versions.

    @Test
    void fileOfANewerVersionIsRefused() throws SQLException {
        fill();
        sql(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,"
                        + " installed_on, execution_time, success)"
                        + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', '2030-01-01 00:00:00.000', 1, 1)");

        assertThat(refusal())
                .hasMessage("file `%s` was written by a newer version (tables 99)", file());
    }

    @Test
    void fileWithAnotherHistoryIsRefused() throws SQLException {
        fill();
        sql("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

        assertThat(refusal())
                .hasMessage("the tables of file `%s` are not those of any version", file());
    }

    @Test
    void databaseOfAnotherProgramIsRefused() throws SQLException {
        sql("CREATE TABLE something (id INTEGER)");

        assertThat(refusal())
                .hasMessage("the tables of file `%s` are not those of any version", file());
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statements = connection.createStatement()) {
            statements.executeUpdate(statement);
        }
    }

    // Durability is asked for on every connection.

    /** Nobody changes, removes or slips in an audit record, however he comes to the file. */
    @Test
    void auditRecordsAreOnlyAdded() throws SQLException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.write(all -> all.audit().append(Samples.event(ACME, "1")));
            store.write(all -> all.audit().append(Samples.event(ACME, "2")));
        }

        for (String statement :
                List.of(
                        "UPDATE audit SET reason = 'another' WHERE number = 1",
                        "DELETE FROM audit WHERE number = 2",
                        "DELETE FROM audit",
                        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 2",
                        "INSERT INTO audit SELECT 4, at, action, actor, address, request_id, tenant, target, reason,"
                                + " overrides, previous_hash, hash, alterations FROM audit WHERE number = 2")) {
            assertThatThrownBy(() -> sql(statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("audit records are");
        }
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(store.<List<AuditRecord>>read(all -> all.audit().after(0, 10)))
                    .hasSize(2)
                    .allMatch(AuditRecord::isIntact);
        }
    }

    @Test
    void journalIsWrittenAheadAndFullySynchronised() throws SQLException {
        fill();
        try (SqliteStore store = SqliteStore.open(folder);
                Connection connection = store.writerForTest();
                Statement statements = connection.createStatement()) {
            assertThat(pragma(statements, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(statements, "synchronous")).isEqualTo("2");
            assertThat(pragma(statements, "foreign_keys")).isEqualTo("1");
        }
    }

    private static String pragma(Statement statements, String name) throws SQLException {
        try (ResultSet result = statements.executeQuery("PRAGMA " + name)) {
            return result.getString(1);
        }
    }
}
