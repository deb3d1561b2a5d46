package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sightings, who was seen, dry runs, and what answers say of people, through a real server. */
final class PeopleTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final OpenApi.Operation REPORT =
            DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/sightings");

    @TempDir private static Path folder;
    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start() {
        server = TestServer.start(folder.resolve("data"), "--people.admin-roles=boss,chief");
        operator = server.api().asOperator();
        operator.tenant("acme");
        operator.tenant("globex");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String sighting(String id, String role, String address, Instant at) {
        return "{\"principal\":{\"kind\":\"user\",\"id\":\"%s\"},\"roles\":[\"%s\"],\"address\":\"%s\",\"at\":\"%s\",\"success\":true}"
                .formatted(id, role, address, at);
    }

    private static String report(String... sightings) {
        return "{\"sightings\":[" + String.join(",", sightings) + "]}";
    }

    @Test
    void whoWasSeenIsListedAndForgotten() {
        Api application = operator.newClient("acme", "sallyport:report");
        Instant now = Instant.now();
        String batch =
                report(
                        sighting("alice", "chief", "2001:db8::5", now),
                        sighting("a/b?c", "guest", "::ffff:192.0.2.7", now),
                        sighting("alice", "chief", "2001:db8::6", now.plusSeconds(900)));
        Answer first = application.post("/api/v1/tenants/acme/sightings", batch);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(REPORT, first);
        assertThat(first.body())
                .isEqualTo(
                        "{\"accepted\":2,\"duplicate\":0,\"refused\":1,\"refusals\":[{\"index\":2,\"reason\":\"in-future\"}],\"forgotten\":0}");
        Answer again = application.post("/api/v1/tenants/acme/sightings", batch);
        assertThat(again.json().get("duplicate").asInt()).isEqualTo(2);
        assertThat(application.get("/api/v1/tenants/acme/principals").code())
                .isEqualTo("auth.forbidden");

        Api desk = operator.newClient("acme", "sallyport:read", "sallyport:support");
        Answer listed = desk.get("/api/v1/tenants/acme/principals?limit=1");
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/principals"), listed);
        assertThat(listed.json().get("items").get(0).get("id").asString()).isEqualTo("a/b?c");
        assertThat(listed.json().get("items").get(0).get("admin").asBoolean()).isFalse();
        assertThat(listed.body()).contains("\"address\":\"192.0.2.7\"");
        String cursor =
                java.net.URLEncoder.encode(
                        listed.text("next"), java.nio.charset.StandardCharsets.UTF_8);
        JsonNode alice =
                desk.get("/api/v1/tenants/acme/principals?limit=1&cursor=" + cursor)
                        .json()
                        .get("items")
                        .get(0);
        assertThat(alice.get("id").asString()).isEqualTo("alice");
        assertThat(alice.get("admin").asBoolean()).isTrue();
        assertThat(alice.get("from").get(0).get("network").asString()).isEqualTo("2001:db8::/64");
        assertThat(desk.get("/api/v1/tenants/acme/principals?cursor=x").code())
                .isEqualTo("request.bad-parameter");

        String one = "/api/v1/tenants/acme/principals?kind=user&id=a%2Fb%3Fc";
        assertThat(desk.delete(one).code()).isEqualTo("auth.forbidden");
        assertThat(operator.delete(one).status()).isEqualTo(204);
        assertThat(operator.delete(one).code()).isEqualTo("principal.unknown");
        assertThat(operator.delete("/api/v1/tenants/acme/principals").code())
                .isEqualTo("request.bad-parameter");
        assertThat(operator.get("/api/v1/tenants/acme/principals").json().get("items")).hasSize(1);
    }

    @Test
    void aReportWithAFaultIsRefusedWhole() {
        Instant now = Instant.now();
        Answer answer =
                operator.post(
                        "/api/v1/tenants/globex/sightings",
                        report(
                                sighting("alice", "x", "192.0.2.1", now),
                                sighting("bob", "x", "192.0.2.256", now),
                                "{\"principal\":{\"kind\":\"anonymous\",\"id\":\"\"},\"address\":\"0.0.0.0\",\"at\":null}"));
        assertThat(answer.code()).isEqualTo("request.invalid");
        DOCUMENT.assertDescribed(REPORT, answer);
        assertThat(answer.body())
                .contains("/sightings/1/address")
                .contains("/sightings/2/principal/kind")
                .contains("/sightings/2/principal/id")
                .contains("/sightings/2/address")
                .contains("/sightings/2/at")
                .contains("\"pointer\":\"/sightings/2\"");
        assertThat(operator.get("/api/v1/tenants/globex/principals").json().get("items")).isEmpty();
        Answer many =
                operator.post(
                        "/api/v1/tenants/globex/sightings",
                        report(
                                java.util.stream.IntStream.range(0, 1001)
                                        .mapToObj(i -> sighting("u" + i, "x", "192.0.2.1", now))
                                        .toArray(String[]::new)));
        assertThat(many.code()).isEqualTo("request.invalid");
        assertThat(many.body()).contains("json.too-many");
    }

    /** Answers say by what people are known; what is answered to a PUT can be sent again. */
    @Test
    void answersSayByWhatPeopleAreKnown() {
        operator.tenant("people");
        String policy = "{\"rules\":[]}";
        String path = "/api/v1/tenants/people/policy";
        assertThat(operator.get("/api/v1/tenants/people").text("people")).isEqualTo("unknown");
        assertThat(
                        operator.post("/api/v1/tenants/people/check", "{\"address\":\"192.0.2.1\"}")
                                .text("people"))
                .isEqualTo("unknown");
        Answer put = operator.with("If-Match", "*").put(path, policy);
        assertThat(put.text("people")).isEqualTo("unknown");
        DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", "/api/v1/tenants/{tenant}/policy"), put);
        Answer again = operator.with("If-Match", put.etag()).put(path, put.body());
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(operator.get(path).json().has("people")).isFalse();

        assertThat(
                        operator.post(
                                        "/api/v1/tenants/people/sightings",
                                        report(sighting("alice", "x", "192.0.2.1", Instant.now())))
                                .status())
                .isEqualTo(200);
        assertThat(operator.get("/api/v1/tenants/people").text("people")).isEqualTo("sightings");
        assertThat(operator.get("/api/v1/tenants/globex").text("people")).isEqualTo("unknown");
    }

    @Test
    void headersAreASourceOfPeople(@TempDir Path other) {
        try (TestServer vouched = TestServer.start(other, "--gate.fact-headers=principal")) {
            Api root = vouched.api().asOperator();
            root.tenant("acme");
            assertThat(root.get("/api/v1/tenants/acme").text("people")).isEqualTo("headers");
        }
    }

    @Test
    void aDryRunJudgesAndSavesNothing() {
        operator.tenant("dry");
        String path = "/api/v1/tenants/dry/policy";
        Api editor = operator.newClient("dry", "sallyport:read", "sallyport:edit");
        String audit = operator.get("/api/v1/tenants/dry/audit").body();
        String good =
                "{\"mode\":\"MONITOR\",\"rules\":[{\"id\":\"a\",\"effect\":\"ALLOW\",\"sources\":[{\"prefix\":\"203.0.113.0/24\"}]}]}";
        Answer judged = editor.put(path + "?dryRun=true", good);
        assertThat(judged.status()).as(judged.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("PUT", "/api/v1/tenants/{tenant}/policy"), judged);
        assertThat(judged.header("X-Sallyport-Dry-Run")).isEqualTo("true");
        assertThat(judged.etag()).isEmpty();
        assertThat(judged.body()).contains("203.0.113.0/24").contains("\"people\":\"unknown\"");

        assertThat(editor.put(path + "?dryRun=true", good.replace("MONITOR", "ENFORCE")).code())
                .isEqualTo("policy.would-lock-out");
        assertThat(editor.put(path + "?dryRun=true", good.replace("/24", "/8")).code())
                .isEqualTo("policy.invalid");
        assertThat(editor.with("If-Match", "\"9\"").put(path + "?dryRun=true", good).code())
                .isEqualTo("policy.stale");
        assertThat(editor.put(path + "?dryRun=maybe", good).code())
                .isEqualTo("request.bad-parameter");
        assertThat(editor.put(path, good).code()).isEqualTo("auth.forbidden");
        assertThat(editor.with("If-Match", "*").put(path + "?dryRun=false", good).code())
                .isEqualTo("auth.forbidden");
        assertThat(operator.get(path).header("X-Sallyport-Revision")).isEqualTo("0");
        assertThat(operator.get("/api/v1/tenants/dry/audit").body()).isEqualTo(audit);
    }
}
