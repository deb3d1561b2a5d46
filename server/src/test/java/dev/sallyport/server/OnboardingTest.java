package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bringing many tenants in, and what comes of lines that cannot be done. */
final class OnboardingTest {

    private static final int MANY = 20_000;
    private static final OpenApi DOCUMENT = OpenApi.read();

    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server =
                TestServer.start(
                        folder, "--gate.trusted-proxies=127.0.0.1", "--limits.bulk-lines=30000");
        operator = server.api().asOperator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer send(String lines) {
        return operator.with("Content-Type", "application/x-ndjson")
                .send("POST", "/api/v1/tenants:bulk", lines);
    }

    private static List<JsonNode> results(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(DOCUMENT.operation("POST", "/api/v1/tenants:bulk"), answer);
        List<JsonNode> results = new ArrayList<>();
        answer.body().lines().forEach(line -> results.add(Answer.parse(line)));
        return results;
    }

    private static Map<String, Integer> counts(List<JsonNode> results) {
        Map<String, Integer> counts = new TreeMap<>();
        results.forEach(result -> counts.merge(result.get("result").asString(), 1, Integer::sum));
        return counts;
    }

    /** Twenty thousand tenants on the first day, and the same again. */
    @Test
    void twentyThousandTenantsComeIn() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            lines.append("{\"id\":\"many-")
                    .append(i)
                    .append("\",\"name\":\"Tenant ")
                    .append(i)
                    .append("\",\"hosts\":[\"many-")
                    .append(i)
                    .append(".example.com\",\"m")
                    .append(i)
                    .append(".example.org\"],\"region\":\"us-east-1\",\"contact\":\"mailto:it@m")
                    .append(i)
                    .append(".example\"}\n");
        }
        long began = System.nanoTime();
        List<JsonNode> first = results(send(lines.toString()));
        long made = System.nanoTime();
        List<JsonNode> second = results(send(lines.toString()));
        long again = System.nanoTime();
        System.out.printf(
                "%d tenants: made and in force in %.1f s, unchanged in %.1f s%n",
                MANY, (made - began) / 1e9, (again - made) / 1e9);

        assertThat(counts(first)).isEqualTo(Map.of("created", MANY));
        assertThat(counts(second)).isEqualTo(Map.of("unchanged", MANY));
        assertThat(first.get(777).get("line").asInt()).isEqualTo(778);
        assertThat(first.get(777).get("id").asString()).isEqualTo("many-777");
        for (int i : new int[] {0, 1, 499, 500, 12_345, MANY - 1}) {
            assertThat(server.ask("many-" + i + ".example.com", "192.0.2.1")).isEqualTo(204);
            assertThat(server.ask("m" + i + ".example.org", "192.0.2.1")).isEqualTo(204);
        }
        assertThat(server.ask("many-20000.example.com", "192.0.2.1")).isEqualTo(403);

        long turn = System.nanoTime();
        Answer observe =
                operator.put(
                        "/api/v1/deployment", "{\"switch\":\"observe\",\"reason\":\"a test\"}");
        long turned = System.nanoTime();
        assertThat(observe.status()).isEqualTo(200);
        assertThat(server.ask("many-20000.example.com", "192.0.2.1")).isEqualTo(204);
        System.out.printf("switch turned and written down in %.0f ms%n", (turned - turn) / 1e6);
        Answer checked =
                operator.post("/api/v1/tenants/many-7/check", "{\"address\":\"192.0.2.1\"}");
        assertThat(checked.json().get("sequence").asLong()).isEqualTo(2);
        assertThat(checked.text("deployment")).isEqualTo("observe");
        operator.put("/api/v1/deployment", "{\"switch\":\"enforce\",\"reason\":\"over\"}");
        assertThat(server.ask("many-20000.example.com", "192.0.2.1")).isEqualTo(403);
    }

    /** A line that cannot be done is refused, alone and by its number. */
    @Test
    void badLinesAreRefusedOneByOne() {
        operator.tenant("taken");
        List<JsonNode> results =
                results(
                        send(
                                """
                                {"id":"good","hosts":["good.example.com"]}
                                {"id":"good"

                                {"id":"Not An Id"}
                                {"id":"x","hosts":["taken.example.com"]}
                                {"id":"good","hosts":["good.example.com"]}
                                {"id":"good","name":"Better"}
                                {"id":"x","plan":"gold"}
                                {"id":"late","hosts":["late.example.com"]}\
                                """
                                        + "\r\n{\"id\":\"\u0000\"}\n{\"id\":\"x\",\"name\":\""
                                        + "n".repeat(70_000)
                                        + "\"}\n{\"id\":\"last\"}"));

        List<String> short_ = new ArrayList<>();
        for (JsonNode result : results) {
            short_.add(
                    result.get("line").asInt()
                            + " "
                            + result.get("result").asString()
                            + (result.has("problem")
                                    ? " " + result.get("problem").get("code").asString()
                                    : ""));
        }
        assertThat(short_)
                .containsExactly(
                        "1 created",
                        "2 refused json.syntax",
                        "4 refused request.invalid",
                        "5 refused tenant.host-taken",
                        "6 unchanged",
                        "7 updated",
                        "8 refused request.invalid",
                        "9 created",
                        "10 refused json.syntax",
                        "11 refused request.too-large",
                        "12 created");
        assertThat(operator.get("/api/v1/tenants/x").status()).isEqualTo(404);
        assertThat(operator.get("/api/v1/tenants/good").text("name")).isEqualTo("Better");
        assertThat(server.ask("late.example.com", "192.0.2.1")).isEqualTo(204);
    }

    /** What was unchanged left no trace: neither a sequence nor an audit record. */
    @Test
    void whatIsUnchangedLeavesNoTrace() {
        String line = "{\"id\":\"traceless\",\"hosts\":[\"traceless.example.com\"]}\n";
        send(line);
        long before = sequence("traceless");
        String audit = operator.get("/api/v1/audit").body();
        assertThat(counts(results(send(line)))).isEqualTo(Map.of("unchanged", 1));

        assertThat(sequence("traceless")).isEqualTo(before);
        assertThat(operator.get("/api/v1/audit").body()).isEqualTo(audit);
        assertThat(counts(results(send("{\"id\":\"traceless\",\"contact\":\"IT\"}\n"))))
                .isEqualTo(Map.of("updated", 1));
        assertThat(sequence("traceless")).as("a contact decides nothing").isEqualTo(before);
    }

    private static long sequence(String tenant) {
        return operator.post("/api/v1/tenants/" + tenant + "/check", "{\"address\":\"192.0.2.1\"}")
                .json()
                .get("sequence")
                .asLong();
    }

    /** Whoever goes away in the middle leaves whole chunks, and can do the rest later. */
    @Test
    void aCallerThatGoesAwayLeavesWholeChunks() throws Exception {
        String token = server.api().token(Api.OPERATOR, Api.OPERATOR_SECRET).text("access_token");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            lines.append("{\"id\":\"cut-").append(1000 + i).append("\"}\n");
        }
        byte[] bytes = lines.toString().getBytes(UTF_8);
        try (Socket socket = RawHttp.open(server.apiPort())) {
            String head =
                    "POST /api/v1/tenants:bulk HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                            + token
                            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                            + (bytes.length + 1000)
                            + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            assertThat(RawHttp.rest(socket)).startsWith("HTTP/1.1 400");
        }
        assertThat(operator.get("/api/v1/tenants/cut-1000").status()).isEqualTo(200);
        assertThat(operator.get("/api/v1/tenants/cut-1499").status()).isEqualTo(200);
        assertThat(operator.get("/api/v1/tenants/cut-1500").status()).isEqualTo(404);
        assertThat(counts(results(send(lines.toString()))))
                .isEqualTo(Map.of("unchanged", 500, "created", 200));
    }

    @Test
    void moreLinesThanAllowedAreNotRead() {
        List<JsonNode> results = results(send("{}\n".repeat(30_001)));

        assertThat(results).hasSize(30_001);
        assertThat(results.getLast().get("problem").get("code").asString())
                .isEqualTo("request.too-large");
    }
}
