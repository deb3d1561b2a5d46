package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two million decisions made of a real log, through the real gate and a clean restart: what is
 * stored is exactly what was sent. And a server that is killed loses one interval at most.
 */
final class ObservationSoakTest {

    private static final int TENANTS = 10;
    private static final int DECISIONS = Integer.getInteger("sallyport.soak.decisions", 2_000_000);

    @TempDir private Path folder;

    private static List<String> addresses() throws IOException {
        Path log =
                Path.of(System.getProperty("sallyport.shared-data", "shared-data"))
                        .resolve("traffic-logs/apache_combined_10000.log.gz");
        assumeTrue(Files.exists(log), "SKIPPED, no such log: " + log);
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(log)), UTF_8))) {
            return lines.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
        }
    }

    private TestServer start() {
        return TestServer.start(
                folder,
                "--gate.trusted-proxies=127.0.0.1",
                "--gate.fact-headers=principal",
                "--gate.observation-memory=256MiB",
                "--observations.interval=500ms");
    }

    @Test
    void whatIsStoredIsWhatWasSent() throws IOException {
        List<String> addresses = addresses();
        assertThat(addresses).hasSize(10_000);
        Map<String, Long> sent = new TreeMap<>();
        long begun = System.nanoTime();
        try (TestServer server = start()) {
            for (int i = 0; i < TENANTS; i++) {
                server.api().asOperator().tenant("tenant" + i);
            }
            send(server, addresses, 0, DECISIONS / 2, sent);
        }
        try (TestServer server = start()) {
            send(server, addresses, DECISIONS / 2, DECISIONS, sent);
        }
        try (TestServer server = start()) {
            Map<String, Long> stored = new TreeMap<>();
            Api operator = server.api().asOperator();
            for (int i = 0; i < TENANTS; i++) {
                String path = "/api/v1/tenants/tenant" + i + "/observations";
                assertThat(
                                operator.get(path + "?limit=1")
                                        .json()
                                        .get("extent")
                                        .get("complete")
                                        .asBoolean())
                        .isTrue();
                Answer export = operator.with("Accept", "application/x-ndjson").get(path);
                for (String line : export.body().split("\n", -1)) {
                    if (!line.isEmpty()) {
                        JsonNode cell = JsonMapper.shared().readTree(line);
                        JsonNode who = cell.get("principal");
                        stored.merge(
                                key(
                                        "tenant" + i,
                                        cell.get("address").asString(),
                                        who.isNull() ? "" : who.get("id").asString()),
                                cell.get("count").asLong(),
                                Long::sum);
                    }
                }
            }
            assertThat(stored).isEqualTo(sent);
            long sum = stored.values().stream().mapToLong(Long::longValue).sum();
            assertThat(sum).isEqualTo(DECISIONS);
            System.out.printf(
                    "soak: %,d decisions sent, %,d stored in %,d kinds, %d s%n",
                    DECISIONS, sum, stored.size(), (System.nanoTime() - begun) / 1_000_000_000);
        }
    }

    private static String key(String tenant, String address, String user) {
        return tenant + " " + address + " " + user;
    }

    /* Every third line has a user, of whom there are as many as the log has addresses. */
    private static void send(
            TestServer server,
            List<String> addresses,
            int from,
            int until,
            Map<String, Long> sent) {
        try (GatePipe first = new GatePipe(server.gatePort());
                GatePipe second = new GatePipe(server.gatePort())) {
            for (int i = from; i < until; i++) {
                String address = addresses.get(i % addresses.size());
                String tenant = "tenant" + i / addresses.size() % TENANTS;
                String user = i % 3 == 0 ? "u" + address.hashCode() % 1000 : "";
                (i % 2 == 0 ? first : second).ask(tenant, address, user);
                sent.merge(key(tenant, address, user), 1L, Long::sum);
            }
            first.flush();
            second.flush();
        }
    }

    /** Interval 300 ms: what was answered long before the end is there, and the file is sound. */
    @Test
    void aKillLosesOneIntervalAtMost() throws InterruptedException {
        String[] arguments = {
            "--data=" + folder,
            "--port=0",
            "--gate-port=0",
            "--operator.client-secret=" + Api.OPERATOR_SECRET,
            "--gate.trusted-proxies=127.0.0.1",
            "--observations.interval=300ms"
        };
        long safe = 0;
        long all = 0;
        for (int kill = 0; kill < 3; kill++) {
            try (ServerProcess server = ServerProcess.start(Map.of(), arguments)) {
                assertThat(server.untilReady()).contains("ready");
                if (kill == 0) {
                    Api.at(server.apiPort()).asOperator().tenant("acme");
                }
                try (GatePipe gate = new GatePipe(server.gatePort())) {
                    for (int i = 0; i < 3000; i++) {
                        gate.ask("acme", "10.0." + i % 7 + "." + i % 251, "");
                    }
                    gate.flush();
                    // Ten intervals: a busy machine may be late by some.
                    Thread.sleep(3000);
                    safe = all + 3000;
                    for (int i = 0; i < 400 + kill; i++) {
                        gate.ask("acme", "10.1." + i % 7 + "." + i % 251, "");
                    }
                    gate.flush();
                }
                server.kill();
            }
            try (TestServer server = start()) {
                Api operator = server.api().asOperator();
                JsonNode extent =
                        operator.get("/api/v1/tenants/acme/observations").json().get("extent");
                long stored = extent.get("anonymous").get("decisions").asLong();
                assertThat(stored).isBetween(safe, safe + 400 + kill);
                assertThat(folder.resolve("observations.db.damaged")).doesNotExist();
                all = stored;
            }
        }
    }
}
