package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testkit.MaxMindDatabase;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other geo data that would lock out all admins of a tenant is not taken unasked. */
final class GeoLockOutTest {

    private static final Instant BUILT = Instant.parse("2025-11-01T00:00:00Z");

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("geo.mmdb");
    }

    /* A hundred networks, of which one moves: a difference of one in a hundred passes. */
    private static MaxMindDatabase world(Instant built, String moving) {
        MaxMindDatabase database =
                new MaxMindDatabase(true, built)
                        .country("2001:db8::/48", "FR")
                        .country("203.0.113.0/24", moving);
        for (int i = 0; i < 99; i++) {
            database.country("198.18." + i + ".0/24", "DE");
        }
        return database;
    }

    private static void saw(Api operator, String tenant, String id, String address) {
        Answer answer =
                operator.newClient(tenant, "sallyport:report")
                        .post(
                                "/api/v1/tenants/" + tenant + "/sightings",
                                "{\"sightings\":[{\"principal\":{\"kind\":\"user\",\"id\":\"%s\"},\"roles\":[\"admin\"],\"address\":\"%s\",\"at\":\"%s\",\"success\":true}]}"
                                        .formatted(id, address, Instant.now().minusSeconds(60)));
        assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(1);
    }

    private static void publish(Api operator, String tenant) {
        Answer published =
                operator.with("If-Match", "*")
                        .put(
                                "/api/v1/tenants/" + tenant + "/policy",
                                "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"fr\",\"effect\":\"ALLOW\",\"sources\":[{\"country\":\"FR\"}]}]}");
        assertThat(published.status()).as(published.body()).isEqualTo(200);
    }

    @Test
    void theLastGoodGoesOnUntilItIsAccepted() throws Exception {
        Path countries = world(BUILT, "FR").writeTo(file());
        try (TestServer server =
                TestServer.start(
                        folder.resolve("data"),
                        "--gate.trusted-proxies=127.0.0.1",
                        "--geo.check-interval=1h",
                        "--geo.max-difference=50%",
                        "--geo.files=" + countries)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            saw(operator, "acme", "alice", "203.0.113.9");
            publish(operator, "acme");
            assertThat(server.ask("acme.example.com", "203.0.113.9")).isEqualTo(204);

            world(BUILT.plusSeconds(86_400), "BE").writeTo(file());
            Answer refused = operator.post("/api/v1/geo:reload", "");

            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("geo.would-lock-out");
            assertThat(refused.text("detail"))
                    .isEqualTo("all admins of tenant `acme` would be locked out");
            assertThat(server.ask("acme.example.com", "203.0.113.9")).isEqualTo(204);
            assertThat(operator.get("/api/v1/geo").json().at("/lastAttempt/reasons").toString())
                    .contains("would be locked out");
            assertThat(operator.get("/api/v1/doctor").body()).contains("geo.refused");
            assertThat(operator.get("/api/v1/audit").body())
                    .containsOnlyOnce("\"policy.lock-out-refused\"");

            Answer accepted =
                    operator.post(
                            "/api/v1/geo:reload?accept-difference=true&reason=they%20moved", "");

            assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
            assertThat(server.ask("acme.example.com", "203.0.113.9")).isEqualTo(403);
            assertThat(operator.get("/api/v1/audit").body())
                    .contains("\"overrides\":[\"geo.would-lock-out\"]");
            assertThat(operator.get("/api/v1/doctor").body())
                    .contains("policy.locked-out")
                    .contains("all 1 admins of tenant `acme`");
        }
    }

    @Test
    void someAdminsAndOtherPoliciesDoNotStopIt() throws Exception {
        Path countries = world(BUILT, "FR").country("192.0.2.0/24", "FR").writeTo(file());
        try (TestServer server =
                TestServer.start(
                        folder.resolve("data"),
                        "--geo.check-interval=1h",
                        "--geo.max-difference=50%",
                        "--geo.files=" + countries)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            saw(operator, "acme", "alice", "203.0.113.9");
            saw(operator, "acme", "bob", "192.0.2.9");
            publish(operator, "acme");

            world(BUILT.plusSeconds(86_400), "BE").country("192.0.2.0/24", "FR").writeTo(file());

            Answer taken = operator.post("/api/v1/geo:reload", "");
            assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        }
    }
}
