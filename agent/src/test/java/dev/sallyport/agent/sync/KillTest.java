package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.agent.target.Targets;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that is killed (SIGKILL) at any point leaves a target that holds the old list or the new
 * one, and a state from which the next agent goes on; what is held back is held from when it was
 * first seen to be gone.
 */
final class KillTest {

    private static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");
    private static final String LIST = "/list.txt";

    @TempDir private Path folder;
    private Publisher publisher;

    @BeforeEach
    void start() throws IOException {
        publisher = Publisher.start();
    }

    @AfterEach
    void stop() throws IOException {
        publisher.close();
    }

    private static IpSet list(int version) {
        IpSet.Builder list = IpSet.builder();
        for (int i = 0; i < 3000; i++) {
            if (i < 2900 || i % 10 != version % 10) {
                list.add(IpPrefix.of(IpAddress.ipv4(0x34000000 + 2 * i)));
            }
        }
        list.add(IpPrefix.of(IpAddress.ipv4(0x35000000 + 2 * version)));
        return list.build();
    }

    private void publish(int version) {
        StringBuilder text = new StringBuilder();
        list(version).prefixes().forEach(prefix -> text.append(prefix).append('\n'));
        publisher.documents.put(LIST, text.toString().getBytes(UTF_8));
    }

    private String target() {
        return "file:" + folder.resolve("list.txt");
    }

    private Process agent(Instant now, String stop) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledAgent.class.getName(),
                        publisher.at(LIST).toString(),
                        folder.resolve("state").toString(),
                        target(),
                        now.toString(),
                        stop)
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> finish(Process agent) throws Exception {
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(agent.getInputStream(), UTF_8))) {
            out.lines().forEach(lines::add);
        }
        assertThat(agent.waitFor()).as(lines.toString()).isZero();
        return lines;
    }

    private IpSet held() throws Exception {
        return Targets.of(target()).read().addresses();
    }

    /* What the state says is sound, whoever wrote it last. */
    private void stateIsSound() throws Exception {
        try (StateFolder state = StateFolder.open(folder.resolve("state"))) {
            assertThat(state.read(target()).target()).isEqualTo(target());
        }
    }

    @Test
    void killedAtEveryStepTheNextAgentGoesOn() throws Exception {
        publish(0);
        assertThat(finish(agent(NOW, "none"))).endsWith("APPLIED");
        int version = 0;
        Instant now = NOW;
        for (Step step : Step.values()) {
            IpSet before = held();
            publish(++version);
            now = now.plusSeconds(60);
            Process agent = agent(now, step.name());
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(agent.getInputStream(), UTF_8));
            String line = out.readLine();
            while (line != null && !line.equals(step.name())) {
                line = out.readLine();
            }
            assertThat(line).as("it came to the step").isEqualTo(step.name());
            agent.destroyForcibly();
            assertThat(agent.waitFor()).isEqualTo(137);
            stateIsSound();
            boolean isApplied = step.compareTo(Step.APPLIED) >= 0;
            IpSet listed = list(version);
            assertThat(held().contains(listed)).as("at " + step).isEqualTo(isApplied);
            if (!isApplied) {
                assertThat(held()).as("at " + step).isEqualTo(before);
            }
            now = now.plusSeconds(60);
            List<String> next = finish(agent(now, "none"));
            assertThat(next.getLast())
                    .as("after " + step)
                    .isEqualTo(step == Step.RECORDED ? "IN_STEP" : "APPLIED");
            assertThat(held().contains(listed)).isTrue();
            assertThat(held().contains(before)).as("nothing left before its time").isTrue();
        }
        // Every old prefix was seen to be gone within the hour after NOW: a week later none is
        // left.
        assertThat(finish(agent(now.plus(Duration.ofDays(31)), "none"))).endsWith("APPLIED");
        assertThat(held()).isEqualTo(list(version));
    }

    @Test
    void killedAtAnyMomentTheTargetIsOldOrNew() throws Exception {
        long seed = System.nanoTime();
        System.out.println("killed agents: seed " + seed);
        Random random = new Random(seed);
        publish(0);
        assertThat(finish(agent(NOW, "none"))).endsWith("APPLIED");
        long began = System.nanoTime();
        publish(1);
        assertThat(finish(agent(NOW.plusSeconds(1), "none"))).endsWith("APPLIED");
        long whole = (System.nanoTime() - began) / 1_000_000;
        int killed = 0;
        int version = 1;
        int old = 0;
        for (int i = 0; i < 12; i++) {
            IpSet before = held();
            publish(++version);
            Process agent = agent(NOW.plusSeconds(10L * version), "none");
            Thread.sleep(whole / 3 + random.nextLong(Math.max(1, whole * 2 / 3)));
            killed += agent.isAlive() ? 1 : 0;
            agent.destroyForcibly();
            int _ = agent.waitFor();
            stateIsSound();
            IpSet after = held();
            boolean isOld = after.equals(before);
            old += isOld ? 1 : 0;
            assertThat(isOld || after.contains(list(version)) && after.contains(before))
                    .as("old or new, and nothing gone")
                    .isTrue();
        }
        System.out.println(
                "killed agents: " + killed + " of 12 in the middle, " + old + " held the old list");
        assertThat(finish(agent(NOW.plusSeconds(1000), "none")).getLast())
                .isIn("APPLIED", "IN_STEP");
        assertThat(held().contains(list(version))).isTrue();
        assertThat(killed).isPositive();
    }
}
