package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Why a request was decided as it was: asked for, read out, and shared. */
final class ExplanationsTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final OpenApi.Operation POST =
            DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/explanations");
    private static final OpenApi.Operation SHARED =
            DOCUMENT.operation("GET", "/explanations/{secret}");
    private static final String PATH = "/api/v1/tenants/acme/explanations";
    private static final String POLICY =
            """
            {"mode":"ENFORCE","rules":[
             {"id":"bad","effect":"DENY","sources":[{"prefix":"203.0.113.66","label":"scanner"}]},
             {"id":"office","name":"Offices","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24","label":"Paris"}]},
             {"id":"robots","effect":"ALLOW","sources":[{"any":true}],"scope":{"principalKinds":["client"]}},
             {"id":"soon","effect":"ALLOW","onTrial":true,"sources":[{"prefix":"192.0.2.0/24"}]}]}
            """;

    @TempDir private static Path folder;
    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1,10.0.0.0/8",
                        "--gate.fact-headers=principal");
        operator = server.api().asOperator();
        operator.tenant("acme");
        assertThat(
                        operator.with("If-Match", "*")
                                .put("/api/v1/tenants/acme/policy", POLICY)
                                .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer ask(String question) {
        Answer answer = operator.post(PATH, question);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(POST, answer);
        return answer;
    }

    private static JsonNode rule(Answer answer, String id) {
        for (JsonNode rule : answer.json().path("rules")) {
            if (rule.path("id").asString().equals(id)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + id + " in " + answer.body());
    }

    @Test
    void theWalkIsToldStepByStep() {
        Answer answer =
                ask(
                        """
                        {"peer":"127.0.0.1","forwarded":["evil, 203.0.113.9","10.0.0.7"],"path":"/x"}
                        """);
        assertThat(answer.json().path("clientAddress").path("steps").toString())
                .isEqualTo(
                        """
                        [{"from":"peer","text":"127.0.0.1","address":"127.0.0.1","finding":"trusted"},\
                        {"from":"x-forwarded-for","text":"10.0.0.7","address":"10.0.0.7","finding":"trusted"},\
                        {"from":"x-forwarded-for","text":"203.0.113.9","address":"203.0.113.9","finding":"client"}]\
                        """);
        assertThat(answer.text("summary"))
                .isEqualTo("Allowed: the ALLOW rule `office` matches, and no DENY rule does.");
        assertThat(rule(answer, "office").path("determines").asBoolean()).isTrue();
        assertThat(
                        rule(answer, "office")
                                .path("sources")
                                .path("found")
                                .get(0)
                                .path("label")
                                .asString())
                .isEqualTo("Paris");
        assertThat(rule(answer, "bad").path("because").asString())
                .isEqualTo("none of its sources holds the address");
        assertThat(rule(answer, "robots").path("because").asString())
                .isEqualTo("it is not meant for this request: another kind of principal");
    }

    @Test
    void whatIsOnTrialAndWhatIsDraftedIsToldBeside() {
        String draft = "/api/v1/tenants/acme/policy/draft";
        assertThat(
                        operator.with(
                                        "If-Match",
                                        operator.get("/api/v1/tenants/acme/policy").etag())
                                .put(draft, "{\"rules\":[]}")
                                .status())
                .isEqualTo(200);
        Answer answer = ask("{\"address\":\"192.0.2.4\"}");
        assertThat(answer.json().path("trial").path("rule").asString()).isEqualTo("soon");
        assertThat(answer.json().path("draft").path("reason").asString())
                .isEqualTo("no-restriction");
        assertThat(rule(answer, "soon").path("state").asString()).isEqualTo("on-trial");
        assertThat(operator.delete(draft).status()).isEqualTo(204);
    }

    @Test
    void aDeniedRequestIsExplainedAndSharedWithoutItsPrincipal() throws IOException {
        String answered =
                RawHttp.send(
                        server.gatePort(),
                        """
                        GET / HTTP/1.1\r
                        Host: acme.example.com\r
                        X-Forwarded-For: 198.51.100.9, 10.1.1.1\r
                        X-Original-URI: /secret/path\r
                        X-Sallyport-Principal: user:gwendolyn\r
                        Connection: close\r
                        \r
                        """);
        assertThat(answered).startsWith("HTTP/1.1 403");
        String id = answered.replaceAll("(?s).*X-Sallyport-Request-Id: ([0-9a-f]{32}).*", "$1");

        Answer answer = ask("{\"request\":\"" + id + "\",\"share\":true}");
        assertThat(answer.json().path("asRecorded").asBoolean()).isTrue();
        assertThat(answer.json().path("recorded").path("reason").asString())
                .isEqualTo("not-in-allow-list");
        assertThat(answer.json().path("clientAddress").path("steps").size()).isEqualTo(3);
        assertThat(answer.json().path("principal").path("id").asString()).isEqualTo("gwendolyn");

        String link = answer.json().path("shared").path("path").asString();
        Answer text = server.api().get(link);
        DOCUMENT.assertDescribed(SHARED, text);
        assertThat(text.body())
                .startsWith("Denied: ALLOW rules apply to this request, and none of them matches.")
                .contains("198.51.100.9", "10.1.1.1", "office", "user `g")
                .doesNotContain("gwendolyn", "secret");
        Answer json = server.api().with("Accept", "application/json").get(link);
        assertThat(json.json().path("principal").path("id").asString()).isEqualTo("g…");
        assertThat(json.body()).doesNotContain("gwendolyn");
        assertThat(server.api().get(link + "x").code()).isEqualTo("explanation.unknown");
        assertThat(server.api().get("/explanations/").status()).isGreaterThanOrEqualTo(400);

        // Neither the link nor who asked is in the file.
        String secret = link.substring(link.lastIndexOf('/') + 1);
        for (Path file : new Path[] {folder.resolve("state.db"), folder.resolve("state.db-wal")}) {
            String bytes =
                    Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            assertThat(bytes).doesNotContain(secret).doesNotContain("gwendolyn");
        }
    }

    @Test
    void sharingAndPastRequestsNeedTheHelpDesksScope() {
        Api reader = operator.newClient("acme", "sallyport:read");
        assertThat(reader.post(PATH, "{\"address\":\"192.0.2.4\"}").status()).isEqualTo(200);
        assertThat(reader.post(PATH, "{\"address\":\"192.0.2.4\",\"share\":true}").code())
                .isEqualTo("auth.forbidden");
        assertThat(reader.post(PATH, "{\"request\":\"" + "0".repeat(32) + "\"}").code())
                .isEqualTo("auth.forbidden");
        assertThat(operator.post(PATH, "{\"request\":\"" + "0".repeat(32) + "\"}").code())
                .isEqualTo("denial.unknown");
    }

    @Test
    void contradictionsAreRefusedWithTheirPlaces() {
        Answer answer =
                operator.post(
                        PATH,
                        "{\"address\":\"1.2.3\",\"peer\":\"10.0.0.1\",\"channel\":\"other\",\"path\":\"/\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("/address", "/channel", "check.address-invalid");
        assertThat(operator.post(PATH, "{}").status()).isEqualTo(422);
        assertThat(operator.post(PATH, "{\"request\":\"x\",\"address\":\"192.0.2.1\"}").status())
                .isEqualTo(422);
        assertThat(operator.post(PATH, "[]").status()).isEqualTo(422);
    }

    @Test
    void whatIsInvisibleOrTurnsTheLineAroundIsShownAsAnEscape() {
        operator.tenant("tricky");
        assertThat(
                        operator.with("If-Match", "*")
                                .put(
                                        "/api/v1/tenants/tricky/policy",
                                        "{\"rules\":[{\"id\":\"r\",\"name\":\"Büro\\u202Eevil\",\"effect\":\"DENY\",\"sources\":[{\"any\":true}]}]}")
                                .status())
                .isEqualTo(200);
        assertThat(
                        operator.with("Accept", "text/plain")
                                .post(
                                        "/api/v1/tenants/tricky/explanations",
                                        "{\"address\":\"192.0.2.1\"}")
                                .body())
                .contains("(Büro\\u202eevil)");
    }

    @Test
    void theTextReadsWell() {
        Answer answer =
                operator.with("Accept", "text/plain")
                        .post(
                                PATH,
                                "{\"peer\":\"127.0.0.1\",\"forwarded\":[\"203.0.113.66\"],\"at\":\"2026-11-22T10:00:00Z\"}");
        assertThat(answer.body().replaceAll("sequence [0-9]+", "sequence N"))
                .isEqualTo(
                        """
                        Denied: the DENY rule `bad` matches.

                          tenant    acme
                          at        2026-11-22T10:00:00Z
                          address   203.0.113.66, from `x-forwarded-for`
                                    peer `127.0.0.1`: a trusted proxy, go on to its left
                                    x-forwarded-for `203.0.113.66`: no trusted proxy: this is the client
                          country   no geo data is loaded
                          channel   other
                          principal anonymous
                          policy    ENFORCE, revision 1, sequence N, deployment enforce

                        Rules:
                          > DENY  bad: its sources hold the address
                                    in 203.0.113.66 (scanner)
                          + ALLOW office (Offices): its sources hold the address
                                    in 203.0.113.0/24 (Paris)
                          - ALLOW robots: it is not meant for this request: another kind of principal
                                    in any
                          - ALLOW soon: it is on trial: only reported

                        With the rules on trial: DENY, because the DENY rule `bad` matches.
                        """);
    }
}
