package dev.sallyport.store;

import static dev.sallyport.store.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.audit.AuditChain;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed at random moments while it publishes: what it had answered is there, and
 * everything fits together.
 */
final class KillTest {

    private static final int KILLS = 6;
    private static final long SEED = 9;

    @TempDir private Path folder;

    @Test
    void whatWasAnsweredIsThereAfterEveryKill() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        List<String> answered = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            answered.addAll(answeredUntilKilled(random));
            try (SqliteStore store = SqliteStore.open(folder)) {
                assertThat(store.<Boolean>read(all -> isConsistent(all, answered))).isTrue();
            }
        }

        assertThat(answered).hasSizeGreaterThan(KILLS * 5);
    }

    private List<String> answeredUntilKilled(Random random)
            throws IOException, InterruptedException {
        int enough = 5 + random.nextInt(60);
        int nanos = random.nextInt(3_000_000);
        List<String> lines = new ArrayList<>();
        Process process = ChildProcess.start(PublishingProgram.class, folder.toString());
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = output.readLine();
            while (line != null) {
                lines.add(line);
                if (lines.size() == enough) {
                    Thread.sleep(nanos / 1_000_000, nanos % 1_000_000);
                    // By its handle: the process itself would close the pipe with what is still in
                    // it.
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("killed, not ended; output %s", lines).isEqualTo(128 + 9);
        return lines;
    }

    private static boolean isConsistent(Repositories all, List<String> answered) {
        StoredTenant stored = all.tenants().findStored(ACME).orElseThrow();
        long last = stored.revision().number();
        assertThat(stored.sequence()).isEqualTo(stored.revision().sequence()).isEqualTo(last + 1);
        for (String line : answered) {
            String[] parts = line.split(" ", 3);
            PolicyRevision revision =
                    all.revisions().find(ACME, Long.parseLong(parts[1])).orElseThrow();
            assertThat(revision.entityTag()).isEqualTo(parts[2]);
        }
        for (long number = 1; number <= last; number++) {
            PolicyRevision revision = all.revisions().find(ACME, number).orElseThrow();
            assertThat(revision.policy().rules().getFirst().sources().getFirst().source())
                    .hasToString("192.0.2." + number % 256 + "/32");
        }
        List<AuditRecord> audit = all.audit().after(0, 100_000);
        assertThat(audit).hasSize((int) last + 1);
        String previous = AuditChain.GENESIS;
        for (AuditRecord record : audit) {
            assertThat(record.isIntact() && record.previousHash().equals(previous)).isTrue();
            previous = record.hash();
        }
        return true;
    }
}
