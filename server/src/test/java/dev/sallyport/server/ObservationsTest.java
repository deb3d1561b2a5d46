package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the gate decides becomes observations, through a real server and real sockets. */
final class ObservationsTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String PATH = "/api/v1/tenants/acme/observations";
    private static final String[] ARGUMENTS = {
        "--gate.trusted-proxies=127.0.0.1",
        "--gate.fact-headers=principal",
        "--observations.interval=100ms"
    };

    @TempDir private Path folder;

    private static OpenApi.Operation operation(String method, String suffix) {
        return DOCUMENT.operation(method, "/api/v1/tenants/{tenant}/observations" + suffix);
    }

    private static void ask(TestServer server, String host, String address, String principal) {
        String header = principal.isEmpty() ? "" : "X-Sallyport-Principal: " + principal + "\r\n";
        String answer =
                RawHttp.send(
                        server.gatePort(),
                        "GET / HTTP/1.1\r\nHost: "
                                + host
                                + ".example.com\r\nX-Forwarded-For: "
                                + address
                                + "\r\n"
                                + header
                                + "X-Original-URI: /\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(204);
    }

    private static long decisions(Api api, String path, String share) {
        return api.get(path).json().get("extent").get(share).get("decisions").asLong();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void decisionsAreSeenAndOutliveAStop() throws InterruptedException {
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            operator.tenant("globex");
            for (int i = 0; i < 5; i++) {
                ask(server, "acme", "203.0.113.7", "");
            }
            ask(server, "acme", "2001:db8::5", "user:alice");
            ask(server, "acme", "2001:db8::6", "user:alice");
            ask(server, "globex", "198.51.100.1", "");
            eventually(() -> decisions(operator, PATH, "identified") == 2);
            eventually(() -> decisions(operator, PATH, "anonymous") == 5);

            Answer page = operator.get(PATH + "?order=count&limit=1");
            DOCUMENT.assertDescribed(operation("GET", ""), page);
            JsonNode first = page.json().get("items").get(0);
            assertThat(first.get("network").asString()).isEqualTo("203.0.113.7/32");
            assertThat(first.get("count").asLong()).isEqualTo(5);
            assertThat(first.get("outcome").get("mode").asString()).isEqualTo("MONITOR");
            assertThat(page.body()).doesNotContain("198.51.100.1");

            Answer all = operator.with("Accept", "application/x-ndjson").get(PATH);
            assertThat(all.body().lines().toList()).hasSize(2);
            assertThat(all.body())
                    .contains("\"id\":\"alice\"")
                    .contains("\"address\":\"2001:db8::6\"")
                    .contains("\"network\":\"2001:db8::/64\"");

            // Counted in the very last moment.
            ask(server, "acme", "203.0.113.7", "");
        }
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            Api operator = server.api().asOperator();
            assertThat(decisions(operator, PATH, "anonymous")).isEqualTo(6);
            assertThat(decisions(operator, PATH, "identified")).isEqualTo(2);
        }
    }

    @Test
    void pagesWindowsAndBadParameters() {
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                lines.append(line("192.0.2." + i, now.minus(i % 5, ChronoUnit.HOURS), 1));
            }
            assertThat(include(operator, "1", lines.toString()).text("result")).isEqualTo("added");
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = operator.get(PATH + "?limit=7" + cursor).json();
                page.get("items").forEach(item -> seen.add(item.get("address").asString()));
                cursor =
                        page.get("next").isNull()
                                ? ""
                                : "&cursor="
                                        + URLEncoder.encode(
                                                page.get("next").asString(),
                                                StandardCharsets.UTF_8);
            } while (!cursor.isEmpty());
            assertThat(seen).hasSize(50).doesNotHaveDuplicates();

            String window = PATH + "?from=" + now.minus(2, ChronoUnit.HOURS) + "&until=" + now;
            assertThat(operator.get(window).json().get("items")).hasSize(20);
            for (String bad :
                    List.of(
                            "?cursor=x",
                            "?cursor=1.2.3.4.5.6.7.8",
                            "?limit=0",
                            "?order=size",
                            "?from=yesterday",
                            "?until=2027-13-01T00:00:00Z")) {
                assertThat(operator.get(PATH + bad).code())
                        .as(bad)
                        .isEqualTo("request.bad-parameter");
            }
            Api reader = operator.newClient("acme", "sallyport:read");
            assertThat(reader.get(PATH).code()).isEqualTo("auth.forbidden");
            assertThat(operator.get("/api/v1/tenants/nobody/observations").code())
                    .isEqualTo("tenant.unknown");
        }
    }

    private static String line(String address, Instant at, long count) {
        return "{\"address\":\"%s\",\"count\":%d,\"first\":\"%s\",\"last\":\"%s\"}\n"
                .formatted(address, count, at, at);
    }

    private static Answer include(Api api, String key, String lines) {
        return api.with("Content-Type", "application/x-ndjson")
                .send("POST", PATH + ":import?key=" + key, lines);
    }

    @Test
    void importsCountOnceAndAreReadStrictly() {
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Instant now = Instant.now();
            String user =
                    "{\"address\":\"2001:db8::1\",\"channel\":\"api\",\"principal\":{\"kind\":\"user\",\"id\":\"zoé\"},"
                            + "\"count\":7,\"first\":\"NOW\",\"last\":\"NOW\"}\n";
            String lines =
                    line("192.0.2.1", now, 3)
                            + line("192.0.2.1", now.minus(40, ChronoUnit.DAYS), 9)
                            + user.replace("NOW", now.toString());
            Answer added = include(operator, "a.1", lines);
            DOCUMENT.assertDescribed(operation("POST", ":import"), added);
            assertThat(added.body())
                    .isEqualTo("{\"result\":\"added\",\"requests\":10,\"tooOld\":9}");
            assertThat(include(operator, "a.1", lines).body())
                    .isEqualTo("{\"result\":\"already-added\",\"requests\":0,\"tooOld\":0}");
            assertThat(decisions(operator, PATH, "anonymous")).isEqualTo(3);
            assertThat(decisions(operator, PATH, "identified")).isEqualTo(7);
            JsonNode cell = operator.get(PATH + "?order=count").json().get("items").get(0);
            assertThat(cell.get("outcome").get("decided").asBoolean()).isFalse();
            assertThat(cell.get("principal").get("id").asString()).isEqualTo("zoé");
            assertThat(operator.get("/api/v1/tenants/acme/audit").body())
                    .containsOnlyOnce("observations.imported")
                    .contains("a.1");

            Answer refused =
                    include(
                            operator,
                            "a.2",
                            line("192.0.2.1", now, 1)
                                    + line("192.0.2.256", now, 0)
                                    + line("0.0.0.0", now.plus(1, ChronoUnit.DAYS), 1)
                                    + "{\"address\":7,\"who\":1}\n"
                                    + "not json\n");
            DOCUMENT.assertDescribed(operation("POST", ":import"), refused);
            assertThat(refused.code()).isEqualTo("request.invalid");
            assertThat(refused.body())
                    .contains("\"/2/address\"")
                    .contains("\"/2/count\"")
                    .contains("\"/3/address\"")
                    .contains("\"/3/first\"")
                    .contains("\"/4/who\"")
                    .contains("\"pointer\":\"/5\"");
            assertThat(decisions(operator, PATH, "anonymous")).isEqualTo(3);
            assertThat(include(operator, "", lines).code()).isEqualTo("request.bad-parameter");
            assertThat(include(operator, "a.3", line("192.0.2.1", now, 1).repeat(10_001)).code())
                    .isEqualTo("request.too-large");
        }
    }

    @Test
    void onePersonIsErasedEverywhereAtOnce() throws IOException {
        try (TestServer server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1",
                        "--gate.fact-headers=principal",
                        "--observations.interval=5m")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            ask(server, "acme", "203.0.113.7", "user:mallory-the-forgotten");
            ask(server, "acme", "203.0.113.8", "user:bob");
            String one = "/api/v1/tenants/acme/principals?kind=user&id=mallory-the-forgotten";
            // Nothing was stored yet: what waits at the gate goes as well.
            assertThat(operator.delete(one).status()).isEqualTo(204);
            assertThat(operator.delete(one).code()).isEqualTo("principal.unknown");
            assertThat(decisions(operator, PATH, "identified")).isEqualTo(1);
            assertThat(operator.get("/api/v1/tenants/acme/audit").body())
                    .contains("user:p-")
                    .doesNotContain("mallory");
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("mallory-the-forgotten");
            }
        }
    }

    @Test
    void principalsArePseudonymsWhereTheTenantWantsThat() throws InterruptedException {
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            ask(server, "acme", "203.0.113.7", "user:alice");
            eventually(() -> decisions(operator, PATH, "identified") == 1);
            assertThat(operator.get(PATH).body()).contains("alice");

            Answer set = operator.put(PATH + "/settings", "{\"pseudonyms\":true}");
            assertThat(set.body()).isEqualTo("{\"pseudonyms\":true}");
            Answer converted = operator.get(PATH);
            assertThat(converted.body()).doesNotContain("alice").contains("\"pseudonyms\":true");
            String id = converted.json().get("items").get(0).get("principal").get("id").asString();
            assertThat(id).matches("p-[a-z2-7]{26}");

            ask(server, "acme", "203.0.113.7", "user:alice");
            eventually(() -> decisions(operator, PATH, "identified") == 2);
            assertThat(operator.get(PATH).body()).doesNotContain("alice");
            assertThat(operator.get(PATH).json().get("items"))
                    .allMatch(item -> item.get("principal").get("id").asString().equals(id));
            DOCUMENT.assertDescribed(
                    operation("PUT", "/settings"),
                    operator.put(PATH + "/settings", "{\"pseudonyms\":1}"));

            // By the name that the caller knows.
            assertThat(
                            operator.delete("/api/v1/tenants/acme/principals?kind=user&id=alice")
                                    .status())
                    .isEqualTo(204);
            assertThat(decisions(operator, PATH, "identified")).isZero();
        }
    }

    @Test
    void observationsGoWithTheirTenant() throws InterruptedException {
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            ask(server, "acme", "203.0.113.7", "");
            eventually(() -> decisions(operator, PATH, "anonymous") == 1);
            assertThat(operator.delete("/api/v1/tenants/acme").status()).isEqualTo(204);
            operator.tenant("acme");
            eventually(() -> decisions(operator, PATH, "anonymous") == 0);
        }
    }

    @Test
    void aDamagedFileIsSetAsideAndSaid() throws IOException {
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            server.api().asOperator().tenant("acme");
        }
        Files.writeString(folder.resolve("observations.db"), "no database at all".repeat(1000));
        try (TestServer server = TestServer.start(folder, ARGUMENTS)) {
            Api operator = server.api().asOperator();
            assertThat(operator.get("/api/v1/doctor").body()).contains("observations.set-aside");
            assertThat(decisions(operator, PATH, "anonymous")).isZero();
            assertThat(operator.get("/metrics").body())
                    .contains("sallyport_observations_stored_total 0")
                    .contains("sallyport_observations_lost_total 0");
        }
        assertThat(folder.resolve("observations.db.damaged")).exists();
    }
}
