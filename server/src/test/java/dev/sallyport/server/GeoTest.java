package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.testkit.MaxMindDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Geo data in a running server: policies that name countries, files that change and files that must
 * not be taken.
 */
final class GeoTest {

    private static final Instant BUILT = Instant.parse("2025-11-01T00:00:00Z");
    private static final String FRANCE_ONLY =
            "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"fr\",\"effect\":\"ALLOW\",\"sources\":"
                    + "[{\"country\":\"FR\"},{\"asn\":64500}]}]}";

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("geo.mmdb");
    }

    /* Five networks, so that a change of one differs in a fifth of the networks. */
    private static MaxMindDatabase world(Instant built) {
        return new MaxMindDatabase(true, built)
                .country("192.0.2.0/24", "FR")
                .country("198.51.100.0/24", "DE")
                .country("203.0.113.0/24", "EU")
                .country("2001:db8::/48", "FR")
                .country("2001:db8:1::/48", "DE");
    }

    private static Path origins(Path file) throws IOException {
        return new MaxMindDatabase(true, BUILT.minus(Duration.ofDays(2)))
                .asn("198.51.100.0/24", 64_500)
                .asn("2001:db8:1::/48", 64_501)
                .writeTo(file);
    }

    private TestServer start(String... more) {
        String[] arguments = Arrays.copyOf(more, more.length + 3);
        arguments[more.length] = "--gate.trusted-proxies=127.0.0.1";
        arguments[more.length + 1] = "--geo.check-interval=100ms";
        arguments[more.length + 2] = "--geo.max-difference=30%";
        return TestServer.start(folder.resolve("data"), arguments);
    }

    private static Answer check(Api api, String address) {
        Answer answer = api.post("/api/v1/tenants/acme/check", "{\"address\":\"" + address + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static void publish(Api operator, String policy) {
        Answer published =
                operator.with("If-Match", "*").put("/api/v1/tenants/acme/policy", policy);
        assertThat(published.status()).as(published.body()).isEqualTo(200);
    }

    private static long sequence(Api api) {
        return check(api, "192.0.2.1").json().get("sequence").asLong();
    }

    private static void until(String what, Supplier<Boolean> reached) {
        Instant end = Instant.now().plusSeconds(30);
        while (!reached.get()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private static String outcome(Api operator) {
        return operator.get("/api/v1/geo").json().at("/lastAttempt/outcome").asString();
    }

    private static String reasons(Api operator) {
        return operator.get("/api/v1/geo").json().at("/lastAttempt/reasons").toString();
    }

    @Test
    void countriesAndOriginsDecideAtTheGateAndInChecks() throws Exception {
        Path countries = world(BUILT).writeTo(file());
        Path origins = origins(folder.resolve("asn.mmdb"));
        try (TestServer server = start("--geo.files=" + countries + "," + origins)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            publish(operator, FRANCE_ONLY);

            assertThat(server.ask("acme.example.com", "192.0.2.9")).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "2001:db8::9")).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "198.51.100.9")).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "2001:db8:1::9")).isEqualTo(403);
            assertThat(server.ask("acme.example.com", "203.0.113.9")).isEqualTo(403);
            assertThat(server.ask("acme.example.com", "2002:c000:0201::1")).isEqualTo(403);

            Answer allowed = check(operator, "198.51.100.9");
            assertThat(allowed.text("country")).isEqualTo("DE");
            assertThat(allowed.json().get("asn").asLong()).isEqualTo(64_500);
            assertThat(allowed.text("geoEdition"))
                    .matches("country 20\\d\\d-\\d\\d-\\d\\d, asn 20\\d\\d-\\d\\d-\\d\\d");
            assertThat(allowed.text("evaluated")).isEqualTo("ALLOW");
            assertThat(check(operator, "9.9.9.9").text("country")).isEqualTo("ZZ");
            assertThat(check(operator, "9.9.9.9").json().get("asn").isNull()).isTrue();
        }
    }

    @Test
    void aChangedFileIsPutInForceAndAdvancesTheSequence() throws Exception {
        Path file = world(BUILT).writeTo(file());
        try (TestServer server = start("--geo.files=" + file)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            publish(operator, FRANCE_ONLY.replace(",{\"asn\":64500}", ""));
            long before = sequence(operator);
            assertThat(server.ask("acme.example.com", "203.0.113.9")).isEqualTo(403);

            world(BUILT.plus(Duration.ofDays(1))).country("203.0.113.0/26", "FR").writeTo(file);
            until("the new edition", () -> sequence(operator) > before);

            assertThat(server.ask("acme.example.com", "203.0.113.9")).isEqualTo(204);
            assertThat(sequence(operator)).isEqualTo(before + 1);
            assertThat(outcome(operator)).isEqualTo("loaded");
        }
    }

    /** "geo file replaced by a directory, a truncated file, a newer format: … last good goes on" */
    @Test
    void whatCannotBeUsedLeavesTheLastGoodInForce() throws Exception {
        Path file = world(BUILT).writeTo(file());
        byte[] whole = Files.readAllBytes(file);
        try (TestServer server = start("--geo.files=" + file)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            publish(operator, FRANCE_ONLY.replace(",{\"asn\":64500}", ""));
            long before = sequence(operator);

            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            refused(server, operator, "it was cut off");
            Files.delete(file);
            refused(server, operator, "it is not there");
            Files.createDirectory(file);
            refused(server, operator, "it is a folder");
            Files.delete(file);
            world(BUILT).metadata("binary_format_major_version", 3L).writeTo(file);
            refused(server, operator, "its format is version 3");
            new MaxMindDatabase(true, BUILT).put("192.0.2.0/24", "no map").writeTo(file);
            refused(server, operator, "it holds no country and no origin");
            world(BUILT)
                    .country("192.0.2.0/24", "IT")
                    .country("198.51.100.0/24", "IT")
                    .country("203.0.113.0/24", "IT")
                    .writeTo(file);
            refused(server, operator, "of the sampled countries of IPv4 differ");
            new MaxMindDatabase(true, BUILT).country("192.0.2.0/24", "FR").writeTo(file);
            refused(server, operator, "the new files hold no countries of IPv6");

            assertThat(server.api().get("/health").body())
                    .isEqualTo("{\"status\":\"up\",\"geo\":\"refused\"}");
            assertThat(operator.get("/metrics").body())
                    .contains("sallyport_geo_last_attempt{outcome=\"refused\"} 1");
            Files.write(file, whole);
            until("the good file again", () -> outcome(operator).equals("unchanged"));
            assertThat(server.api().get("/health").body())
                    .isEqualTo("{\"status\":\"up\",\"geo\":\"stale\"}");
            assertThat(sequence(operator)).isEqualTo(before);
        }
    }

    private static void refused(TestServer server, Api operator, String reason) {
        until(reason, () -> reasons(operator).contains(reason));
        assertThat(outcome(operator)).isEqualTo("refused");
        assertThat(server.ask("acme.example.com", "192.0.2.9")).isEqualTo(204);
        assertThat(server.ask("acme.example.com", "198.51.100.9")).isEqualTo(403);
        assertThat(check(operator, "192.0.2.9").text("country")).isEqualTo("FR");
    }

    @Test
    void aLargeDifferenceIsTakenOnPurposeWithAReasonAndAudited() throws Exception {
        Path file = world(BUILT).writeTo(file());
        try (TestServer server = start("--geo.files=" + file, "--geo.max-age=1h")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            long before = sequence(operator);
            Api reader = operator.newClient("acme", "sallyport:read");
            new MaxMindDatabase(true, BUILT)
                    .country("192.0.2.0/24", "IT")
                    .country("2001:db8::/48", "IT")
                    .writeTo(file);

            Answer refused = operator.post("/api/v1/geo:reload", "");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("geo.too-different");
            assertThat(refused.json().get("errors")).isNotEmpty();
            assertThat(operator.post("/api/v1/geo:reload?accept-difference=true", "").text("code"))
                    .isEqualTo("override.reason-missing");
            assertThat(operator.post("/api/v1/geo:reload?accept-difference=yes", "").status())
                    .isEqualTo(400);
            assertThat(reader.post("/api/v1/geo:reload", "").status()).isEqualTo(403);

            Answer taken =
                    operator.post(
                            "/api/v1/geo:reload?accept-difference=true&reason=moved%20to%20Italy",
                            "");
            assertThat(taken.status()).as(taken.body()).isEqualTo(200);
            assertThat(check(operator, "192.0.2.9").text("country")).isEqualTo("IT");
            assertThat(sequence(operator)).isEqualTo(before + 1);
            assertThat(operator.post("/api/v1/geo:reload", "").status()).isEqualTo(200);
            assertThat(outcome(operator)).isEqualTo("unchanged");

            assertThat(operator.get("/api/v1/geo").json().get("stale").asBoolean()).isTrue();
            assertThat(operator.get("/health").body()).contains("\"geo\":\"stale\"");
            assertThat(operator.get("/metrics").body())
                    .contains("sallyport_geo_stale 1")
                    .containsPattern(
                            "sallyport_geo_age_seconds\\{family=\"ipv4\",kind=\"country\"} [1-9]\\d{6}");
            Answer seen = reader.get("/api/v1/geo");
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body()).contains("geo.mmdb").doesNotContain(folder.toString());
        }
    }

    @Test
    void anUnusableFileAtTheStartStopsIt() throws Exception {
        Path text = Files.writeString(file(), "no database");

        assertThatThrownBy(() -> start("--geo.files=" + text + ",/nowhere.mmdb"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("no metadata of a MaxMind DB")
                .hasMessageContaining("geo file `/nowhere.mmdb`: it is not there");
    }

    /** Data that is other than before the stop changes answers, so the sequence says so. */
    @Test
    void otherDataAtARestartAdvancesTheSequence() throws Exception {
        Path file = world(BUILT).writeTo(file());
        long before;
        try (TestServer server = start("--geo.files=" + file)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            before = sequence(operator);
        }
        try (TestServer server = start("--geo.files=" + file)) {
            assertThat(sequence(server.api().asOperator())).isEqualTo(before);
        }
        world(BUILT).country("192.0.2.0/24", "IT").writeTo(file);
        try (TestServer server = start("--geo.files=" + file)) {
            assertThat(sequence(server.api().asOperator())).isEqualTo(before + 1);
        }
        try (TestServer server = start()) {
            Api operator = server.api().asOperator();
            assertThat(sequence(operator)).isEqualTo(before + 2);
            assertThat(check(operator, "192.0.2.9").json().get("country").isNull()).isTrue();
            assertThat(operator.post("/api/v1/geo:reload", "").text("code"))
                    .isEqualTo("geo.not-configured");
        }
    }

    @Test
    void countriesAreKnownByName() throws Exception {
        try (TestServer server = start()) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            String countries = operator.get("/api/v1/countries").body();
            assertThat(countries)
                    .contains(
                            "{\"code\":\"FR\",\"name\":\"France\",\"assigned\":true,\"note\":null}")
                    .contains("\"code\":\"EU\",\"name\":\"European Union\",\"assigned\":false");

            Answer refused =
                    operator.with("If-Match", "*")
                            .put(
                                    "/api/v1/tenants/acme/policy",
                                    FRANCE_ONLY.replace("\"FR\"", "\"uk\""));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("United Kingdom").contains("`GB`");
        }
    }
}
