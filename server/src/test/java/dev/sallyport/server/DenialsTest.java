package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Why a request was denied, by the number on the page, for those who may know. */
final class DenialsTest {

    private static final OpenApi DOCUMENT = OpenApi.read();

    private static TestServer server;
    private static Api operator;
    private static Api acme;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server =
                TestServer.start(
                        folder, "--gate.trusted-proxies=127.0.0.1", "--denials.per-tenant=8");
        operator = server.api().asOperator();
        for (String tenant : new String[] {"acme", "globex"}) {
            operator.tenant(tenant);
            operator.with("If-Match", "*")
                    .put(
                            "/api/v1/tenants/" + tenant + "/policy",
                            """
                            {"mode":"ENFORCE","rules":[
                             {"id":"in","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]},
                             {"id":"no-bots","effect":"DENY","sources":[{"prefix":"192.0.2.66"}]}]}
                            """);
        }
        acme = operator.newClient("acme", "sallyport:support");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Asks as a trusted nginx and returns the id of the answer. */
    private static String ask(String host, String address) {
        String answer =
                RawHttp.send(
                        server.gatePort(),
                        "GET / HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nX-Forwarded-For: "
                                + address
                                + "\r\nX-Original-URI: /\r\nX-Sallyport-Request-Id: "
                                + "f".repeat(32)
                                + "\r\nConnection: close\r\n\r\n");
        return answer.replaceAll("(?s).*X-Sallyport-Request-Id: ([0-9a-f]{32}).*", "$1");
    }

    @Test
    void theTenantSeesItsOwnAndNobodyElses() {
        String id = ask("acme.example.com", "192.0.2.66");
        assertThat(id).isNotEqualTo("f".repeat(32));
        Answer own = acme.get("/api/v1/tenants/acme/denials/" + id);
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/denials/{requestId}"), own);
        JsonNode denial = own.json();

        assertThat(own.status()).isEqualTo(200);
        assertThat(denial.get("reason").asString()).isEqualTo("denied-by-rule");
        assertThat(denial.get("rule").asString()).isEqualTo("no-bots");
        assertThat(denial.get("entry").asString()).startsWith("e");
        assertThat(denial.get("address").asString()).isEqualTo("192.0.2.66");
        assertThat(denial.get("derivedFrom").asString()).isEqualTo("x-forwarded-for");
        assertThat(denial.get("explained").asBoolean()).isTrue();
        assertThat(operator.get("/api/v1/denials/" + id).json()).isEqualTo(denial);

        String others = ask("globex.example.com", "198.51.100.1");
        for (String path :
                new String[] {
                    "/api/v1/tenants/acme/denials/" + others,
                    "/api/v1/tenants/globex/denials/" + others,
                    "/api/v1/tenants/acme/denials/" + "0".repeat(32),
                    "/api/v1/tenants/acme/denials/nonsense"
                }) {
            Answer refused = acme.get(path);
            assertThat(refused.status()).as(path).isEqualTo(404);
            assertThat(refused.body()).doesNotContain("198.51.100.1");
        }
        assertThat(acme.get("/api/v1/denials/" + id).status()).isEqualTo(403);
        assertThat(
                        operator.newClient("acme", "sallyport:read")
                                .get("/api/v1/tenants/acme/denials/" + id)
                                .code())
                .isEqualTo("auth.forbidden");
    }

    @Test
    void requestsWithoutATenantAreTheOperators() {
        String id = ask("nobody.example.com", "198.51.100.9");
        JsonNode denial = operator.get("/api/v1/denials/" + id).json();
        assertThat(denial.get("reason").asString()).isEqualTo("tenant-unknown");
        assertThat(denial.get("tenant").isNull()).isTrue();
        assertThat(denial.get("address").asString()).isEqualTo("198.51.100.9");
    }

    /** A flood on one tenant pushes out nothing of another's. */
    @Test
    void aFloodOnOneTenantLeavesTheOthersAlone() {
        String kept = ask("acme.example.com", "198.51.100.1");
        String first = ask("globex.example.com", "198.51.100.2");
        for (int i = 0; i < 500; i++) {
            ask("globex.example.com", "198.51.100.3");
        }
        assertThat(operator.get("/api/v1/denials/" + kept).status()).isEqualTo(200);
        assertThat(operator.get("/api/v1/denials/" + first).code()).isEqualTo("denial.unknown");
    }

    /** The page is for everybody, tells whom to ask, and nothing else. */
    @Test
    void thePageTellsWhomToAsk() {
        Api manager = operator.newClient("acme", "sallyport:manage");
        Answer set =
                manager.put(
                        "/api/v1/tenants/acme/contact", "{\"contact\":\"mailto:it@acme.example\"}");
        assertThat(set.status()).isEqualTo(200);
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("PUT", "/api/v1/tenants/{tenant}/contact"), set);
        String id = ask("acme.example.com", "198.51.100.1");
        Api visitor = server.api();

        Answer html = visitor.with("Accept", "text/html").get("/denied/" + id);
        assertThat(html.status()).isEqualTo(403);
        assertThat(html.header("Cache-Control")).isEqualTo("no-store");
        assertThat(html.header("Content-Security-Policy")).contains("style-src 'sha256-");
        assertThat(html.body())
                .contains("it@acme.example", id)
                .doesNotContain("198.51.100", "203.0.113", "not-in-allow-list");
        Answer problem = visitor.get("/denied/" + id);
        assertThat(problem.code()).isEqualTo("network.no-access");
        DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/denied/{requestId}"), problem);
        assertThat(problem.text("contact")).isEqualTo("mailto:it@acme.example");
        Answer unknown = visitor.get("/denied/" + "0".repeat(32));
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.body()).doesNotContain("acme");
        assertThat(visitor.with("Accept", "text/html").get("/denied/%3Cscript%3E").body())
                .doesNotContain("script>");

        for (String bad :
                new String[] {
                    "\"\"",
                    "\" \"",
                    "\"mailto:x\"",
                    "\"https://\"",
                    "\"a\\u202Eb\"",
                    "7",
                    "\"" + "x".repeat(201) + "\""
                }) {
            assertThat(
                            manager.put("/api/v1/tenants/acme/contact", "{\"contact\":" + bad + "}")
                                    .status())
                    .as(bad)
                    .isEqualTo(422);
        }
        manager.put("/api/v1/tenants/acme/contact", "{\"contact\":null}");
        assertThat(visitor.get("/denied/" + id).body()).doesNotContain("acme");
    }
}
