package dev.sallyport.store;

import static dev.sallyport.store.ObservationSamples.ACME;
import static dev.sallyport.store.ObservationSamples.ALICE;
import static dev.sallyport.store.ObservationSamples.HOUR;
import static dev.sallyport.store.ObservationSamples.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.evidence.Observation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a file can suffer: damage, the wrong version, the end of its process. */
final class SqliteObservationsTest {

    private static final int KILLS = 4;

    @TempDir private Path folder;

    private SqliteObservations open() {
        return SqliteObservations.open(folder, ObservationBudget.DEFAULT);
    }

    private Path file() {
        return folder.resolve(SqliteObservations.FILE_NAME);
    }

    private long decisions() {
        try (SqliteObservations store = open()) {
            assertThat(store.setAside()).isEmpty();
            return store.extent(ACME).anonymous().decisions();
        }
    }

    @Test
    void whatWasAddedIsThereAfterEveryKill() throws IOException, InterruptedException {
        Random random = new Random(5);
        long before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long answered = answeredUntilKilled(20 + random.nextInt(100));
            long after = decisions();
            // One more may have been added without being said.
            assertThat(after - before).isBetween(answered * 10, answered * 10 + 10);
            assertThat((after - before) % 10).as("a drain is whole or not there").isZero();
            before = after;
        }
    }

    private long answeredUntilKilled(int enough) throws IOException, InterruptedException {
        Process process = ChildProcess.start(ObservingProgram.class, folder.toString());
        long answered = 0;
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                assertThat(line).isEqualTo("added " + ++answered);
                if (answered == enough) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isEqualTo(128 + 9);
        return answered;
    }

    @Test
    void damagedFileIsSetAside() throws IOException {
        try (SqliteObservations store = open()) {
            for (int i = 0; i < 200; i++) {
                store.add(List.of(cell("10.0.0." + i, HOUR + i, 1)));
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 4096, bytes.length, (byte) 0xA5);
        Files.write(file(), bytes);

        try (SqliteObservations store = open()) {
            assertThat(store.setAside())
                    .contains(folder.resolve(SqliteObservations.SET_ASIDE_NAME));
            assertThat(Files.readAllBytes(store.setAside().orElseThrow())).isEqualTo(bytes);
            store.add(List.of(cell("10.0.0.1", HOUR, 1)));
        }
        assertThat(decisions()).isEqualTo(1);
    }

    @Test
    void fileOfANewerVersionIsRefused() throws SQLException {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, installed_on, execution_time, success) VALUES (99, '99', 'later', 'SQL',"
                            + " 'V99__later.sql', 1, '', '2030-01-01 00:00:00.000', 1, 1)");
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessage("file `%s` was written by a newer version (tables 99)", file());
    }

    @Test
    void filesAreForTheirOwnerOnly() throws IOException {
        try (SqliteObservations store = open()) {
            store.add(List.of(cell("10.0.0.1", HOUR, 1)));
            try (var files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .as(each.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    /** Neither cells nor names of somebody who was erased are left in the bytes of any file. */
    @Test
    void erasedNamesAreNotInTheBytes() throws IOException {
        try (SqliteObservations store = open()) {
            Observation cell = cell(ACME, IpAddress.parse("10.0.0.1"), HOUR, ALICE, 1, 0);
            store.add(List.of(cell));
            assertThat(bytesHold("alice")).isTrue();

            int _ = store.erase(ACME, new PrincipalReference(PrincipalKind.USER, "alice"));

            assertThat(bytesHold("alice")).isFalse();
        }
    }

    private boolean bytesHold(String text) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1)
                        .contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
