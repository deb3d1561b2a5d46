package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.api.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that speak to a server, as processes, against one that answers what was prepared.
 */
class ApiCommandsTest {

    private static final String STALE = "{\"code\":\"policy.stale\",\"detail\":\"stale\"}";

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();
    private Path policy = Path.of("");

    ApiCommandsTest() throws IOException {}

    @BeforeEach
    void writePolicy() throws IOException {
        policy = Files.writeString(folder.resolve("policy.json"), "{\"rules\":[]}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private CliProcess.Result run(String... arguments) throws Exception {
        return new CliProcess()
                .with("SALLYPORT_SERVER", api.url())
                .with("SALLYPORT_CLIENT_ID", "ops:1")
                .with("SALLYPORT_CLIENT_SECRET", "s&cret")
                .run(arguments);
    }

    @Test
    void checkEndsByWhatTheRulesSay() throws Exception {
        api.on(
                "POST /api/v1/tenants/acme/check",
                200,
                "{\"evaluated\":\"DENY\",\"enforced\":\"ALLOW\",\"rule\":null}");
        CliProcess.Result denied =
                run("check", "acme", "192.0.2.1", "--principal", "alice", "--role", "admin");
        assertThat(denied.status()).isEqualTo(ExitStatus.DENY);
        assertThat(denied.out()).contains("evaluated  DENY").doesNotContain("rule");
        assertThat(api.asked().getFirst())
                .isEqualTo(
                        "POST /api/v1/tenants/acme/check"
                                + " {\"address\":\"192.0.2.1\",\"principal\":{\"kind\":\"user\",\"id\":\"alice\",\"roles\":[\"admin\"]}}");

        api.on("POST /api/v1/tenants/acme/check", 200, "{\"evaluated\":\"ALLOW\"}");
        assertThat(run("check", "acme", "192.0.2.1").status()).isZero();
    }

    @Test
    void policyPutReplacesTheRevisionThatIsActive() throws Exception {
        api.on(
                        "GET /api/v1/tenants/acme/policy",
                        200,
                        "{\"mode\":\"MONITOR\",\"rules\":[]}",
                        "\"7\"")
                .on(
                        "PUT /api/v1/tenants/acme/policy?override=policy.would-lock-out&reason=Ada%20knows",
                        200,
                        "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"office\",\"effect\":\"ALLOW\",\"sources\":[{}],\"except\":[]}]}",
                        "\"8\"");
        CliProcess.Result result =
                run(
                        "policy",
                        "put",
                        "acme",
                        "--policy",
                        policy.toString(),
                        "--override",
                        "policy.would-lock-out",
                        "--reason",
                        "Ada knows");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("revision \"8\"", "office");
        assertThat(api.asked().getLast()).contains(" \"7\" {\"rules\":[]}");
    }

    /** A dry run says that nothing was changed, and that nobody knows who is hit. */
    @Test
    void policyPutJudgesWithoutSaving() throws Exception {
        api.on("GET /api/v1/tenants/acme/policy", 200, "{}", "\"7\"")
                .on(
                        "PUT /api/v1/tenants/acme/policy?dryRun=true",
                        200,
                        "{\"mode\":\"ENFORCE\",\"rules\":[],\"people\":\"unknown\"}");
        CliProcess.Result result =
                run("policy", "put", "acme", "--policy", policy.toString(), "--dry-run");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("dry run", "nothing was changed", "people unknown: ");
    }

    @Test
    void issuersAreDeclaredByNameOrForATenant() throws Exception {
        api.on("PUT /api/v1/tenants/acme/issuer", 200, "{\"name\":\"tenant/acme\"}")
                .on("DELETE /api/v1/issuers/corporate", 204, "")
                .on(
                        "GET /api/v1/issuers",
                        200,
                        "{\"items\":[{\"name\":\"corporate\",\"issuer\":\"https://a\"}]}");
        assertThat(run("issuer", "put", "--tenant", "acme", "--file", policy.toString()).out())
                .contains("tenant/acme");
        assertThat(run("issuer", "list").out()).contains("corporate", "https://a");
        assertThat(run("issuer", "delete", "--name", "corporate").status()).isZero();
        assertThat(run("issuer", "show").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run("issuer", "show", "--name", "a", "--tenant", "b").status())
                .isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void policyPutShowsAConflict() throws Exception {
        api.on("GET /api/v1/tenants/acme/policy", 200, "{}", "\"9\"")
                .on("PUT /api/v1/tenants/acme/policy", 412, STALE);
        CliProcess.Result result =
                run("policy", "put", "acme", "--policy", policy.toString(), "--if-match", "7");
        assertThat(result.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(result.err())
                .contains("\"9\", not \"7\"", "nothing was changed", "policy.stale");
    }

    @Test
    void policyPutNamesEveryFaultOfAnInvalidPolicy() throws Exception {
        api.on("GET /api/v1/tenants/acme/policy", 200, "{}", "\"0\"")
                .on(
                        "PUT /api/v1/tenants/acme/policy",
                        422,
                        "{\"code\":\"policy.invalid\",\"detail\":\"it has"
                                + " faults\",\"errors\":[{\"code\":\"a.b\",\"pointer\":\"/rules/0\",\"detail\":\"is"
                                + " odd\",\"hint\":\"mend"
                                + " it\"},{\"code\":\"c.d\",\"pointer\":\"/rules/1\",\"detail\":\"is"
                                + " worse\",\"hint\":\"\"}]}");
        CliProcess.Result result = run("policy", "put", "acme", "--policy", policy.toString());
        assertThat(result.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(result.err())
                .contains(
                        "it has faults (policy.invalid)",
                        "/rules/0  is odd  (a.b)",
                        "hint: mend it",
                        "/rules/1");
    }

    @Test
    void pagesOfTenantsAreOneList() throws Exception {
        api.on("GET /api/v1/tenants", 200, "{\"items\":[{\"id\":\"a\"}],\"next\":\"x/y\"}")
                .on(
                        "GET /api/v1/tenants?cursor=x%2Fy",
                        200, "{\"items\":[{\"id\":\"b\"}],\"next\":null}");
        CliProcess.Result result = run("tenant", "list", "--output", "json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualToIgnoringWhitespace("[{\"id\":\"a\"},{\"id\":\"b\"}]");
    }

    @Test
    void unreachableServerIsStatusFive() throws Exception {
        String url = api.url();
        api.close();
        CliProcess.Result result = run("tenant", "list", "--server", url);
        assertThat(result.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(result.err()).contains("does not answer");
    }

    @Test
    void unavailableServerIsStatusFive() throws Exception {
        api.on(
                "GET /api/v1/tenants",
                503,
                "{\"code\":\"server.unavailable\",\"detail\":\"not now\"}");
        assertThat(run("tenant", "list").status()).isEqualTo(ExitStatus.UNAVAILABLE);
    }

    @Test
    void configurationFileSaysWhereAndAsWhom() throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("config.properties"),
                        "server=%s\nclient-id=ops:1\nclient-secret=wrong\n".formatted(api.url()));
        CliProcess.Result wrong =
                new CliProcess().run("channel", "list", "--config", config.toString());
        assertThat(wrong.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(wrong.err())
                .contains("no token for client `ops:1`: unknown client")
                .doesNotContain("wrong");

        api.on("GET /api/v1/channels", 200, "[{\"id\":\"sso\",\"paths\":[\"/saml/\",\"/acs\"]}]");
        CliProcess.Result right =
                new CliProcess()
                        .with("SALLYPORT_CLIENT_SECRET", "s&cret")
                        .run("channel", "list", "--config", config.toString());
        assertThat(right.status()).as(right.err()).isZero();
        assertThat(right.out()).contains("/saml/, /acs");

        Files.writeString(config, "sever=x\n");
        CliProcess.Result unknown =
                new CliProcess().run("channel", "list", "--config", config.toString());
        assertThat(unknown.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(unknown.err()).contains("unknown keys: sever");
    }
}
