package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Decisions as lines in a file, of a server with real connections. */
final class DecisionLogTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("decisions.jsonl");
    }

    private TestServer start(String... arguments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--gate.trusted-proxies=127.0.0.1",
                                "--gate.fact-headers=principal,client"));
        all.addAll(List.of(arguments));
        if (all.stream().noneMatch(each -> each.startsWith("--decision-log.file="))) {
            all.add("--decision-log.file=" + file());
        }
        TestServer server = TestServer.start(folder.resolve("data"), all.toArray(String[]::new));
        Api operator = server.api().asOperator();
        operator.tenant("acme");
        operator.with("If-Match", "*")
                .put(
                        "/api/v1/tenants/acme/policy",
                        """
                        {"mode":"MONITOR","rules":[
                         {"id":"in","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]},
                         {"id":"no-bots","effect":"DENY","sources":[{"prefix":"192.0.2.66"}]}]}
                        """);
        return server;
    }

    private static String ask(TestServer server, String host, String address, String principal) {
        String answer =
                RawHttp.send(
                        server.gatePort(),
                        "GET / HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nX-Forwarded-For: "
                                + address
                                + "\r\nX-Sallyport-Principal: "
                                + principal
                                + "\r\nX-Original-URI: /\r\nConnection: close\r\n\r\n");
        return answer.replaceAll("(?s).*X-Sallyport-Request-Id: ([0-9a-f]{32}).*", "$1");
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file(), UTF_8)) {
            assertThat(line).matches("[\\x20-\\x7e]+");
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void everyDenialIsALineWithBothVerdicts() throws IOException {
        String id;
        try (TestServer server = start("--decision-log.allows=0")) {
            id = ask(server, "acme.example.com", "192.0.2.66", "user:alice");
            ask(server, "acme.example.com", "198.51.100.1", "anonymous");
            ask(server, "acme.example.com", "unknown", "anonymous");
            ask(server, "acme.example.com", "203.0.113.9", "user:alice");
            ask(server, "nobody.example.com", "2001:db8::1", "user:alice");
        }
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(4);
        assertThat(Files.getPosixFilePermissions(file()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        JsonNode first =
                lines.stream()
                        .filter(line -> line.get("requestId").asString().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(first.propertyNames())
                .containsExactly(
                        "time",
                        "requestId",
                        "tenant",
                        "address",
                        "derivedFrom",
                        "country",
                        "asn",
                        "channel",
                        "principal",
                        "evaluated",
                        "enforced",
                        "reason",
                        "rule",
                        "grant",
                        "exemption",
                        "mode",
                        "revision",
                        "sequence",
                        "draft",
                        "trial",
                        "deployment",
                        "sampleRate");
        assertThat(first.get("tenant").asString()).isEqualTo("acme");
        assertThat(first.get("address").asString()).isEqualTo("192.0.2.66");
        assertThat(first.get("derivedFrom").asString()).isEqualTo("x-forwarded-for");
        assertThat(first.get("channel").asString()).isEqualTo("other");
        assertThat(first.get("principal").toString())
                .isEqualTo("{\"kind\":\"user\",\"id\":\"alice\",\"client\":null}");
        assertThat(first.get("evaluated").asString()).isEqualTo("DENY");
        assertThat(first.get("enforced").asString()).isEqualTo("ALLOW");
        assertThat(first.get("reason").asString()).isEqualTo("denied-by-rule");
        assertThat(first.get("rule").asString()).isEqualTo("no-bots");
        assertThat(first.get("mode").asString()).isEqualTo("MONITOR");
        assertThat(first.get("revision").asLong()).isEqualTo(1);
        assertThat(first.get("deployment").asString()).isEqualTo("enforce");
        assertThat(first.get("sampleRate").asDouble()).isEqualTo(1);
        assertThat(lines)
                .extracting(line -> line.get("reason").asString())
                .containsExactlyInAnyOrder(
                        "denied-by-rule", "denied-by-rule", "not-in-allow-list", "tenant-unknown");
        assertThat(lines)
                .filteredOn(line -> line.get("tenant").isNull())
                .extracting(line -> line.get("address").asString())
                .containsExactly("2001:db8::1");
    }

    /** A sample of what is allowed, and each line says for how many it stands. */
    @Test
    void allowedRequestsAreSampled() throws IOException {
        try (TestServer server = start("--decision-log.allows=0.5")) {
            for (int i = 0; i < 400; i++) {
                server.ask("acme.example.com", "203.0.113.9");
            }
        }
        List<JsonNode> lines = lines();
        double scaled =
                lines.stream().mapToDouble(line -> 1 / line.get("sampleRate").asDouble()).sum();
        assertThat(scaled).isBetween(280.0, 520.0);
        assertThat(lines).allMatch(line -> line.get("evaluated").asString().equals("ALLOW"));
    }

    @Test
    void principalsOfADisabledTenantAreNotLogged() throws IOException {
        try (TestServer server = start("--decision-log.allows=1")) {
            server.api().asOperator().tenant("quiet");
            server.api()
                    .asOperator()
                    .with("If-Match", "*")
                    .put("/api/v1/tenants/quiet/policy", "{\"mode\":\"DISABLED\",\"rules\":[]}");
            ask(server, "quiet.example.com", "192.0.2.1", "user:alice");
        }
        assertThat(lines()).hasSize(1).allMatch(line -> line.get("principal").isNull());
    }

    /** Whatever a name holds, it is one line and reads back as it was. */
    @Test
    void hostileNamesAreOneLine() throws IOException {
        List<String> names =
                List.of(
                        "a%0Ab",
                        "a%0D%0Ab", "a%00b", "%22%7D%5C", "%E2%80%A8", "%C2%85", "%F0%9F%98%80");
        try (TestServer server = start()) {
            for (String name : names) {
                ask(server, "acme.example.com", "192.0.2.66", "user:" + name);
            }
        }
        List<JsonNode> lines = lines();
        assertThat(lines).hasSameSizeAs(names);
        assertThat(lines)
                .filteredOn(line -> line.get("principal").isObject())
                .extracting(line -> line.at("/principal/id").asString())
                .containsExactlyInAnyOrder("\"}\\", "\u2028", "\ud83d\ude00");
        assertThat(lines)
                .filteredOn(line -> line.get("principal").isNull())
                .hasSize(4)
                .allMatch(line -> line.get("reason").asString().equals("request-ambiguous"));
    }

    @Test
    void whatIsBeyondTheBoundIsCountedAndSaid() throws IOException {
        String metrics;
        try (TestServer server = start("--decision-log.denies-per-second=1")) {
            for (int i = 0; i < 60; i++) {
                server.ask("acme.example.com", "192.0.2.66");
            }
            metrics = server.api().asOperator().get("/metrics").body();
        }
        List<JsonNode> lines = lines();
        long denied = lines.stream().filter(line -> line.has("reason")).count();
        long dropped =
                lines.stream()
                        .filter(line -> line.has("dropped"))
                        .mapToLong(line -> line.at("/dropped/over-limit").asLong())
                        .sum();
        assertThat(denied + dropped).isEqualTo(60);
        assertThat(dropped).isPositive();
        assertThat(metrics)
                .contains("sallyport_decision_log_dropped_total{cause=\"over-limit\"} " + dropped);
    }

    @Test
    void filesAreRotatedAndTheOldestGo() throws IOException {
        try (TestServer server =
                start("--decision-log.max-bytes=64KiB", "--decision-log.files=3")) {
            for (int i = 0; i < 600; i++) {
                server.ask("acme.example.com", "192.0.2.66");
            }
        }
        for (String name : List.of("decisions.jsonl", "decisions.jsonl.1", "decisions.jsonl.2")) {
            Path each = folder.resolve(name);
            assertThat(Files.size(each)).isBetween(1L, 64L << 10);
            assertThat(Files.readString(each)).endsWith("}\n");
            assertThat(Files.getPosixFilePermissions(each))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(folder.resolve("decisions.jsonl.3")).doesNotExist();
    }

    /** A line that a kill cut off stays alone; what follows is whole. */
    @Test
    void aTornLineIsEnded() throws IOException {
        Files.writeString(file(), "{\"time\":\"2026");
        try (TestServer server = start()) {
            server.ask("acme.example.com", "192.0.2.66");
        }
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(2);
        assertThat(JSON.readTree(lines.get(1)).get("tenant").asString()).isEqualTo("acme");
    }

    /** The device that is always full: decisions go on, and the loss is counted. */
    @Test
    void aFullDiskDelaysNobody() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        try (TestServer server = start("--decision-log.file=" + full)) {
            for (int i = 0; i < 300; i++) {
                assertThat(server.ask("acme.example.com", "192.0.2.66")).isEqualTo(204);
            }
            String metrics = server.api().asOperator().get("/metrics").body();
            assertThat(metrics)
                    .containsPattern("sallyport_decision_log_write_failures_total [1-9]")
                    .contains("sallyport_decision_log_lines_total 0");
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsRefusedAtTheStart() {
        assertThatThrownBy(() -> start("--decision-log.file=" + folder.resolve("no/such/log")))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("the decision log");
    }
}
