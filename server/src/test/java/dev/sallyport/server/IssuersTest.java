package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issuers outside through the API of a real server. */
final class IssuersTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String ROLES =
            "{\"staff\":\"publisher\",\"strong\":[\"publisher\",\"sallyport:override\"],\"eyes\":\"auditor\"}";

    private static TestServer server;
    private static Api operator;
    private static OutsideIssuer issuer;
    private static OutsideIssuer corporate;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestServer.start(folder);
        operator = server.api().asOperator();
        operator.tenant("acme");
        operator.tenant("globex");
        issuer = OutsideIssuer.start("https://acme.example.com");
        corporate = OutsideIssuer.start("https://corporate.example.com");
        Answer own = operator.put("/api/v1/tenants/acme/issuer", issuer.declaration(ROLES, null));
        assertThat(own.status()).as(own.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", "/api/v1/tenants/{tenant}/issuer"), own);
        Answer all =
                operator.put(
                        "/api/v1/issuers/corporate",
                        corporate.declaration(
                                "{\"boss\":\"operator\",\"desk\":\"help-desk\"}", null));
        assertThat(all.status()).as(all.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(DOCUMENT.operation("PUT", "/api/v1/issuers/{issuer}"), all);
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
        corporate.close();
    }

    private static Api as(OutsideIssuer from, String subject, String... groups) {
        return server.api().withToken(from.token(subject, groups));
    }

    @Test
    void bearersDoWhatTheirRolesSay() {
        assertThat(as(issuer, "alice", "staff").get("/api/v1/tenants/acme").status())
                .isEqualTo(200);
        assertThat(as(issuer, "alice", "nobody").get("/api/v1/tenants/acme").code())
                .isEqualTo("auth.forbidden");
        assertThat(as(issuer, "alice", "staff").get("/api/v1/tenants/globex").code())
                .isEqualTo("tenant.unknown");
        assertThat(as(issuer, "alice", "staff").get("/api/v1/tenants").code())
                .isEqualTo("auth.forbidden");
        assertThat(as(corporate, "root", "boss").get("/api/v1/tenants").status()).isEqualTo(200);
        assertThat(as(corporate, "carol", "desk").get("/api/v1/tenants").code())
                .isEqualTo("auth.forbidden");
        assertThat(as(corporate, "carol", "desk").get("/api/v1/tenants/globex/principals").status())
                .isEqualTo(200);
        assertThat(as(corporate, "carol", "desk").delete("/api/v1/tenants/globex").code())
                .isEqualTo("auth.forbidden");
    }

    /**
     * The guard judges a member's own address and never an operator's; overriding must be granted.
     */
    @Test
    void guardsKnowWhoIsTheOperators() {
        String locked =
                "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"elsewhere\",\"effect\":\"ALLOW\",\"sources\":[{\"prefix\":\"203.0.113.0/24\"}]}]}";
        Api member = as(issuer, "alice", "staff").with("If-Match", "*");
        assertThat(member.put("/api/v1/tenants/acme/policy", locked).code())
                .isEqualTo("policy.would-lock-out");
        String override =
                "/api/v1/tenants/acme/policy?override=policy.would-lock-out&reason=moving";
        assertThat(member.put(override, locked).code()).isEqualTo("auth.forbidden");
        Answer done = as(issuer, "alice", "strong").with("If-Match", "*").put(override, locked);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        Answer operators =
                as(corporate, "root", "boss")
                        .with("If-Match", "*")
                        .put("/api/v1/tenants/globex/policy", locked);
        assertThat(operators.status()).as(operators.body()).isEqualTo(200);

        Answer audit = as(issuer, "ed", "eyes").get("/api/v1/tenants/acme/audit");
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/audit"), audit);
        assertThat(audit.json().get("items").get(0).get("actor").asString())
                .isEqualTo("external:tenant/acme:alice");
        assertThat(audit.json().get("items").get(0).get("overrides").toString())
                .isEqualTo("[\"policy.would-lock-out\"]");
        // The operator made the tenant: to its auditor just the operator, from nowhere.
        assertThat(audit.body()).contains("\"actor\":\"operator\",\"address\":null");
        assertThat(audit.body()).doesNotContain("operator:");
        Answer all = operator.get("/api/v1/audit?limit=2");
        DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/api/v1/audit"), all);
        assertThat(all.body()).contains("external-operator:corporate:root");
        Answer next = operator.get("/api/v1/audit?limit=2&cursor=" + all.text("next"));
        assertThat(next.json().get("items").get(0).get("number").asLong())
                .isEqualTo(all.json().get("items").get(1).get("number").asLong() - 1);
        assertThat(operator.get("/api/v1/audit?cursor=x").code())
                .isEqualTo("request.bad-parameter");
    }

    @Test
    void aTokenEndsWithItsDeclaration() {
        try (OutsideIssuer brief = OutsideIssuer.start("https://brief.example.com")) {
            assertThat(
                            operator.put(
                                            "/api/v1/issuers/brief",
                                            brief.declaration("{\"desk\":\"help-desk\"}", null))
                                    .status())
                    .isEqualTo(200);
            Api bearer = as(brief, "alice", "desk");
            assertThat(bearer.get("/api/v1/tenants/acme").status()).isEqualTo(200);
            Answer listed = operator.get("/api/v1/issuers");
            DOCUMENT.assertDescribed(DOCUMENT.operation("GET", "/api/v1/issuers"), listed);
            assertThat(listed.body()).contains("\"name\":\"brief\"");
            assertThat(operator.delete("/api/v1/issuers/brief").status()).isEqualTo(204);
            assertThat(bearer.get("/api/v1/tenants/acme").code()).isEqualTo("auth.invalid");
            assertThat(operator.get("/api/v1/issuers/brief").code()).isEqualTo("issuer.unknown");
        }
    }

    @Test
    void withoutKeysTheAnswerSaysSo() {
        try (OutsideIssuer down = OutsideIssuer.start("https://down.example.com")) {
            down.answerWith(500);
            assertThat(
                            operator.put(
                                            "/api/v1/issuers/down",
                                            down.declaration("{\"desk\":\"help-desk\"}", null))
                                    .status())
                    .isEqualTo(200);
            Answer answer = as(down, "alice", "desk").get("/api/v1/tenants/acme");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("auth.issuer-unavailable");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(operator.get("/api/v1/tenants/acme").status()).isEqualTo(200);
        }
    }

    /** A token of a megabyte is answered, and the server goes on. */
    @Test
    void tokensAreBounded() {
        for (int length : List.of(7_000, 20_000, 1 << 20)) {
            String answer =
                    RawHttp.send(
                            server.apiPort(),
                            "GET /api/v1/tenants/acme HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                    + "A".repeat(length)
                                    + "\r\n\r\n");
            assertThat(RawHttp.status(answer)).as("%s", length).isIn(400, 401, 431);
        }
        assertThat(operator.get("/api/v1/tenants/acme").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    plain http elsewhere     | jwksUrl     | "http://login.example.com/keys"      | issuer.url-invalid
                    plain http to a name     | jwksUrl     | "http://localhost/keys"              | issuer.url-invalid
                    the metadata of a cloud  | jwksUrl     | "http://169.254.169.254/latest"      | issuer.url-invalid
                    a file                   | jwksUrl     | "file:///etc/passwd"                 | issuer.url-invalid
                    a user in the URL        | jwksUrl     | "https://a:b@login.example.com/keys" | issuer.url-invalid
                    no host                  | jwksUrl     | "https:///keys"                      | issuer.url-invalid
                    no URL                   | jwksUrl     | "::"                                 | issuer.url-invalid
                    a symmetric algorithm    | algorithms  | ["HS256"]                            | json.unknown-value
                    no algorithm             | algorithms  | []                                   | json.unknown-value
                    the algorithm none       | algorithms  | ["none"]                             | json.unknown-value
                    a right that is none     | roles       | {"x":"god"}                          | json.unknown-value
                    an operator of a tenant  | roles       | {"x":["viewer","operator"]}          | issuer.right-not-possible
                    a role twice             | roles       | {"x":"viewer","x":"editor"}          | json.duplicate-member
                    a tenant of a tenant     | tenantClaim | "org"                                | json.unknown-member
                    a clock too far off      | clockSkew   | "301s"                               | json.unknown-value
                    no audience              | audience    | ""                                   | json.unknown-value
                    a claim without a name   | rolesClaim  | ".roles"                             | json.unknown-value
                    """)
    void declarationsWithFaultsAreRefused(String name, String member, String value, String code) {
        String declaration =
                "{\"issuer\":\"https://n\",\"jwksUrl\":\"https://n/k\",\"audience\":\"a\",\"roles\":{}}";
        String faulty =
                declaration.contains("\"" + member + "\"")
                        ? declaration.replaceFirst(
                                "\"" + member + "\":(\"[^\"]*\"|\\{\\})",
                                java.util.regex.Matcher.quoteReplacement(
                                        "\"" + member + "\":" + value))
                        : declaration.replace("}}", "},\"" + member + "\":" + value + "}");
        Answer answer = operator.put("/api/v1/tenants/globex/issuer", faulty);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("code").asString())
                .as(name)
                .isEqualTo(code);
        assertThat(answer.json().get("errors").get(0).get("pointer").asString())
                .startsWith("/" + member);
        assertThat(operator.get("/api/v1/tenants/globex/issuer").code())
                .isEqualTo("issuer.unknown");
    }

    @Test
    void namesAndIssuersAreTakenOnce() {
        assertThat(
                        operator.put("/api/v1/issuers/sallyport", corporate.declaration("{}", null))
                                .code())
                .isEqualTo("issuer.name-invalid");
        assertThat(
                        operator.put(
                                        "/api/v1/tenants/globex/issuer",
                                        corporate.declaration("{}", null))
                                .code())
                .isEqualTo("issuer.taken");
        assertThat(
                        operator.put(
                                        "/api/v1/issuers/ours",
                                        corporate
                                                .declaration("{}", null)
                                                .replace(
                                                        "https://corporate.example.com",
                                                        "sallyport"))
                                .code())
                .isEqualTo("issuer.taken");
    }
}
