package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tenants and channels over the API. */
final class TenantsTest {

    private static final OpenApi DOCUMENT = OpenApi.read();

    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.start(folder, "--gate.trusted-proxies=127.0.0.1");
        operator = server.api().asOperator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTenantIsMadeReadChangedAndRemoved() {
        Answer made =
                operator.post(
                        "/api/v1/tenants",
                        """
                        {"id":"acme","name":"Acme","hosts":["WWW.Acme.Example.","acme.example:8443"],"region":"us-east-1"}
                        """);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/tenants/acme");
        assertThat(made.json().get("hosts").toString())
                .isEqualTo("[\"acme.example\",\"www.acme.example\"]");
        DOCUMENT.assertDescribed(DOCUMENT.operation("POST", "/api/v1/tenants"), made);

        Answer read = operator.get("/api/v1/tenants/acme");
        assertThat(read.text("people")).isEqualTo("unknown");
        assertThat(read.body().replace(",\"people\":\"unknown\",\"egress\":null", ""))
                .isEqualTo(made.body());
        DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}"), read);

        Answer changed =
                operator.with("Content-Type", "application/merge-patch+json")
                        .send(
                                "PATCH",
                                "/api/v1/tenants/acme",
                                "{\"name\":\"ACME\",\"region\":null}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("ACME");
        assertThat(changed.json().get("region").isNull()).isTrue();
        assertThat(changed.json().get("hosts").size()).isEqualTo(2);
        DOCUMENT.assertDescribed(DOCUMENT.operation("PATCH", "/api/v1/tenants/{tenant}"), changed);

        Answer removed = operator.delete("/api/v1/tenants/acme");
        assertThat(removed.status()).isEqualTo(204);
        DOCUMENT.assertDescribed(DOCUMENT.operation("DELETE", "/api/v1/tenants/{tenant}"), removed);
        assertThat(operator.get("/api/v1/tenants/acme").code()).isEqualTo("tenant.unknown");
        assertThat(operator.delete("/api/v1/tenants/acme").code()).isEqualTo("tenant.unknown");
    }

    @Test
    void hostsLeadTheGateToTheirTenantAndAwayFromOthers() {
        operator.tenant("gate-a");
        assertThat(server.ask("gate-a.example.com", "192.0.2.1")).isEqualTo(204);
        assertThat(server.ask("other.gate-a.example.com", "192.0.2.1")).isEqualTo(403);

        operator.patch("/api/v1/tenants/gate-a", "{\"hosts\":[\"other.gate-a.example.com\"]}");
        assertThat(server.ask("gate-a.example.com", "192.0.2.1")).isEqualTo(403);
        assertThat(server.ask("other.gate-a.example.com", "192.0.2.1")).isEqualTo(204);

        operator.delete("/api/v1/tenants/gate-a");
        assertThat(server.ask("other.gate-a.example.com", "192.0.2.1")).isEqualTo(403);
    }

    @Test
    void whatHostARequestMayNameATenantMayOwn() {
        Answer made =
                operator.post(
                        "/api/v1/tenants",
                        """
                        {"id":"odd","hosts":["A_b.example","-x-.example","[2001:DB8:0::1]:443","bücher.example:8443"]}
                        """);
        assertThat(made.status()).isEqualTo(201);
        for (String host :
                List.of(
                        "a_b.example",
                        "-X-.example:80",
                        "[2001:db8::1]",
                        "xn--bcher-kva.example")) {
            assertThat(server.ask(host, "192.0.2.1")).as(host).isEqualTo(204);
        }
        assertThat(operator.delete("/api/v1/tenants/odd").status()).isEqualTo(204);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    no id              | {"name":"x"}                                     | 422 | request.invalid  | json.missing-member
                    bad id             | {"id":"Not An Id"}                               | 422 | request.invalid  | tenant.id-invalid
                    id twice           | {"id":"x","id":"y"}                              | 422 | request.invalid  | json.duplicate-member
                    unknown member     | {"id":"x","plan":"gold"}                         | 422 | request.invalid  | json.unknown-member
                    bad host           | {"id":"x","hosts":["no host"]}                   | 422 | request.invalid  | tenant.host-invalid
                    host twice         | {"id":"x","hosts":["a.example","A.example."]}    | 422 | request.invalid  | tenant.host-duplicate
                    bad region         | {"id":"x","region":"US East"}                    | 422 | request.invalid  | tenant.region-invalid
                    not an object      | ["x"]                                            | 422 | request.invalid  | json.wrong-type
                    half a document    | {"id":"x"                                        | 400 | json.syntax      | json.syntax
                    two documents      | {"id":"x"}{"id":"y"}                             | 400 | json.syntax      | json.syntax
                    taken id           | {"id":"taken"}                                   | 409 | tenant.exists    | tenant.exists
                    taken host         | {"id":"x","hosts":["taken.example.com"]}         | 409 | tenant.host-taken | tenant.host-taken
                    """)
    void refusalsNameTheirFault(String name, String body, int status, String code, String fault) {
        if (operator.get("/api/v1/tenants/taken").status() == 404) {
            operator.tenant("taken");
        }
        Answer answer = operator.post("/api/v1/tenants", body);

        assertThat(answer.status()).as(name).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().get("errors").get(0).get("code").asString()).isEqualTo(fault);
        DOCUMENT.assertDescribed(DOCUMENT.operation("POST", "/api/v1/tenants"), answer);
        assertThat(operator.get("/api/v1/tenants/x").status()).isEqualTo(404);
    }

    @Test
    void pagesJoinToTheWholeList() {
        for (int i = 0; i < 7; i++) {
            operator.tenant("page-" + i);
        }
        List<String> all = new ArrayList<>();
        String path = "/api/v1/tenants?limit=3";
        for (String next = ""; next != null; ) {
            Answer page = operator.get(path + (next.isEmpty() ? "" : "&cursor=" + next));
            DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/api/v1/tenants"), page);
            page.json().get("items").forEach(tenant -> all.add(tenant.get("id").asString()));
            JsonNode cursor = page.json().get("next");
            next = cursor.isNull() ? null : cursor.asString();
        }

        assertThat(all).isSorted().doesNotHaveDuplicates();
        assertThat(all).contains("page-0", "page-6");
        for (String query :
                List.of("limit=0", "limit=x", "limit=-1", "limit=1&limit=2", "cursor=%00")) {
            Answer refused = operator.get("/api/v1/tenants?" + query);
            assertThat(refused.status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void channelsAreReplacedAndClassifyAtTheGate() {
        Answer put =
                operator.put(
                        "/api/v1/channels",
                        "[{\"id\":\"sso\",\"paths\":[\"/saml/\",\"/oauth2/callback\"]}]");
        assertThat(put.status()).isEqualTo(200);
        DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", "/api/v1/channels"), put);
        Answer got = operator.get("/api/v1/channels");
        assertThat(got.json()).isEqualTo(put.json());
        DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/api/v1/channels"), got);

        operator.tenant("doors");
        Answer published =
                operator.with("If-Match", "*")
                        .put(
                                "/api/v1/tenants/doors/policy",
                                """
                                {"mode":"ENFORCE","rules":[{"id":"no-sso","effect":"DENY","sources":[{"any":true}],
                                 "scope":{"channels":["sso"]}}]}
                                """);
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        Answer inUse = operator.put("/api/v1/channels", "[]");
        assertThat(inUse.code()).isEqualTo("channel.in-use");
        DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", "/api/v1/channels"), inUse);

        Answer checked =
                operator.post(
                        "/api/v1/tenants/doors/check",
                        "{\"address\":\"192.0.2.1\",\"channel\":\"sso\"}");
        assertThat(checked.text("reason")).isEqualTo("denied-by-rule");
        assertThat(checked.text("rule")).isEqualTo("no-sso");
        assertThat(checked.json().get("entry").isString()).isTrue();
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/check"), checked);
        Answer unknown =
                operator.post(
                        "/api/v1/tenants/doors/check",
                        "{\"address\":\"192.0.2.1\",\"channel\":\"scim\"}");
        assertThat(unknown.code()).isEqualTo("channel.unknown");
        Answer noAddress =
                operator.post("/api/v1/tenants/doors/check", "{\"address\":\"localhost\"}");
        assertThat(noAddress.code()).isEqualTo("request.invalid");
    }
}
