package dev.sallyport.server.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.control.denial.LoggedDecision;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the thread that decides to the one that writes: in order, whole, and without waiting. */
final class HandOverTest {

    private static final ClientAddress CLIENT =
            new ClientAddress.Determined(IpAddress.parse("192.0.2.1"), ClientAddress.PEER);
    private static final TenantSnapshot SNAPSHOT =
            TenantSnapshot.notReady(new TenantId("acme"), DeploymentSwitch.ENFORCE);
    private static final Verdict DENIED =
            Verdict.withoutTenant(new Reason.NotReady(), DeploymentSwitch.ENFORCE);

    private static LoggedDecision decision(long number) {
        return new LoggedDecision(null, null, number, CLIENT, null, null, DENIED, 1);
    }

    private static void decide(DecisionLog log, long epochMillis) {
        Request request = new Request(CLIENT, epochMillis, Channel.OTHER, Principal.ANONYMOUS);
        log.decided(1, 2, null, List.of(), SNAPSHOT, request, DENIED);
    }

    private static long value(DecisionLog log, String name) {
        return log.measure().stream()
                .filter(each -> (each.name() + each.labels().values()).equals(name))
                .mapToLong(Measurement::value)
                .sum();
    }

    @Test
    void whatTheRingTakesComesOutInOrder() throws InterruptedException {
        int all = 2_000_000;
        DecisionRing ring = new DecisionRing(1 << 10);
        AtomicLong refused = new AtomicLong();
        Thread producer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (long number = 1; number <= all; number++) {
                                if (!ring.offer(decision(number))) {
                                    refused.incrementAndGet();
                                }
                            }
                        });
        long taken = 0;
        long last = 0;
        while (true) {
            boolean isOver = !producer.isAlive();
            LoggedDecision next = ring.poll();
            if (next != null) {
                assertThat(next.epochMillis()).isGreaterThan(last);
                last = next.epochMillis();
                taken++;
            } else if (isOver) {
                break;
            }
        }
        producer.join();
        assertThat(taken + refused.get()).isEqualTo(all);
        assertThat(taken).isGreaterThan(1 << 10);
    }

    /** A disk that takes nothing: the ring fills, the rest is counted, the decider goes on. */
    @Test
    void whatDoesNotFitIsCounted() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        int all = 50_000;
        DecisionLog log =
                DecisionLog.start(
                        new DecisionLogSettings(full, 0, 1_000_000, 1 << 20, 1),
                        GeoData::none,
                        InstantSource.system());
        for (int i = 0; i < all; i++) {
            decide(log, 1_000);
        }
        log.close();

        assertThat(value(log, "sallyport_decision_log_dropped[overflow]")).isGreaterThan(30_000);
        assertThat(
                        value(log, "sallyport_decision_log_dropped[overflow]")
                                + value(log, "sallyport_decision_log_dropped[unwritten]"))
                .isEqualTo(all);
        assertThat(value(log, "sallyport_decision_log_lines[]")).isZero();
        assertThat(value(log, "sallyport_decision_log_write_failures[]")).isPositive();
    }

    /** Everything handed over before the end is in the file; several threads, no line torn. */
    @Test
    void closingWritesWhatIsOnItsWay(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("decisions.jsonl");
        DecisionLog log =
                DecisionLog.start(
                        new DecisionLogSettings(file, 0, 1_000_000, 1 << 30, 1),
                        GeoData::none,
                        InstantSource.system());
        Thread[] threads = new Thread[4];
        for (int number = 0; number < threads.length; number++) {
            threads[number] =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < 5_000; i++) {
                                    decide(log, 1_000 + i);
                                }
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(20_000).allMatch(line -> line.endsWith("\"sampleRate\":1.0}"));
        assertThat(value(log, "sallyport_decision_log_lines[]")).isEqualTo(20_000);
    }

    /** The log as others rotate it: moved away, it is begun anew. */
    @Test
    void aFileThatIsMovedAwayIsBegunAnew(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("decisions.jsonl");
        Path moved = folder.resolve("moved");
        DecisionLog log =
                DecisionLog.start(
                        new DecisionLogSettings(file, 0, 1_000_000, 1 << 30, 1),
                        GeoData::none,
                        InstantSource.system());
        decide(log, 1_000);
        while (value(log, "sallyport_decision_log_lines[]") < 1) {
            Thread.sleep(5);
        }
        Path _ = Files.move(file, moved);
        decide(log, 2_000);
        log.close();
        assertThat(Files.readAllLines(moved)).hasSize(1);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void noMoreThanSoManyInASecond() {
        PerSecond bound = new PerSecond(3);
        int taken = 0;
        for (long millis = 10_000; millis < 12_000; millis += 100) {
            taken += bound.take(millis) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(6);
        assertThat(bound.take(10_999)).as("late, in a second that is full").isFalse();
        assertThat(bound.take(5_000)).as("a clock that was set back").isTrue();
    }
}
