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

    /** Whom a change hits is said, with the entries that save them. */
    @Test
    void policyPutSaysWhoIsLockedOut() throws Exception {
        api.on("GET /api/v1/tenants/acme/policy", 200, "{}", "\"7\"")
                .on(
                        "PUT /api/v1/tenants/acme/policy",
                        200,
                        "{\"mode\":\"ENFORCE\",\"rules\":[],\"people\":\"sightings\",\"impact\":{\"deniesMore\":true,\"opens\":false,"
                                + "\"lockedOut\":[{\"kind\":\"admin\",\"principal\":{\"kind\":\"user\",\"id\":\"bob\"},\"address\":\"198.51.100.7\","
                                + "\"from\":null,\"reason\":\"not-in-allow-list\",\"rule\":null,\"smallestEntry\":\"198.51.100.7/32\","
                                + "\"goesInto\":[{\"rule\":\"office\",\"in\":\"sources\"}]}],\"moreLockedOut\":2,"
                                + "\"judged\":{\"admins\":9,\"callbacks\":1,\"automations\":0,\"complete\":false},"
                                + "\"notices\":[{\"code\":\"ipv6-denied\",\"detail\":\"31 % came over IPv6\"}]}}",
                        "\"8\"");
        CliProcess.Result result = run("policy", "put", "acme", "--policy", policy.toString());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "3 locked out, of 9 admins, 1 callbacks and 0 automations seen in 30 days;"
                                + " not all could be looked at",
                        "31 % came over IPv6",
                        "198.51.100.7/32",
                        "office/sources");
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

    @Test
    void explainAsksForATextAndShowsIt() throws Exception {
        api.on("POST /api/v1/tenants/acme/explanations", 200, "Denied: the reason.\n  line two\n");
        CliProcess.Result told =
                run(
                        "explain",
                        "acme",
                        "--peer",
                        "10.0.0.1",
                        "--forwarded",
                        "203.0.113.9",
                        "--share");
        assertThat(told.status()).isZero();
        assertThat(told.out()).isEqualTo("Denied: the reason.\n  line two\n");
        assertThat(api.asked().getFirst())
                .isEqualTo(
                        "POST /api/v1/tenants/acme/explanations"
                                + " {\"peer\":\"10.0.0.1\",\"forwarded\":[\"203.0.113.9\"],\"share\":true}");
        assertThat(run("explain", "acme").status()).isEqualTo(2);
    }

    @Test
    void draftIsSavedInPlaceOfWhatIsThereAndPublished() throws Exception {
        String path = "/api/v1/tenants/acme/policy";
        api.on("GET " + path + "/draft", 404, "{\"code\":\"policy.draft-unknown\"}")
                .on("GET " + path, 200, "{\"rules\":[]}", "\"7\"")
                .on("PUT " + path + "/draft", 200, "{\"rules\":[]}", "\"draft.8\"");
        CliProcess.Result saved =
                run("policy", "draft", "put", "acme", "--policy", policy.toString());
        assertThat(saved.status()).as(saved.err()).isZero();
        assertThat(saved.out()).contains("saved as draft \"draft.8\"");
        assertThat(api.asked()).contains("PUT " + path + "/draft \"7\" {\"rules\":[]}");

        api.on("GET " + path + "/draft", 200, "{\"rules\":[]}", "\"draft.8\"")
                .on("POST " + path + "/draft:publish", 200, "{\"rules\":[]}", "\"8\"");
        CliProcess.Result published = run("policy", "draft", "publish", "acme");
        assertThat(published.status()).as(published.err()).isZero();
        assertThat(published.out()).contains("published as revision \"8\"");
        assertThat(api.asked()).anyMatch(asked -> asked.contains("draft:publish \"draft.8\""));
    }

    @Test
    void whatIfNamesLosersWithTheirSmallestEntry() throws Exception {
        api.on(
                "POST /api/v1/tenants/acme/what-if",
                200,
                """
                {"requests":{"newlyDenied":2,"newlyAllowed":0,"stillDenied":1,"stillAllowed":4,"uncertain":0},
                 "principals":[{"kind":"user","id":"carol","lockedOut":true,"newlyDenied":2}],
                 "losers":[{"network":"192.0.2.5","principal":{"kind":"user","id":"carol"},"count":2,"channel":"other",
                  "country":null,"lastSeen":"2026-11-22T10:00:00Z","smallestEntry":"192.0.2.5/32","opens":"1",
                  "goesInto":[{"rule":"office","in":"sources"}],"why":null}],"people":"headers"}
                """);
        CliProcess.Result told = run("policy", "what-if", "acme", "--policy", policy.toString());
        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out())
                .contains(
                        "newly denied 2",
                        "unchanged 5",
                        "locked out: user carol",
                        "192.0.2.5/32 (opens 1)",
                        "office/sources");
        assertThat(api.asked().getFirst()).contains("\"policy\":{\"rules\":[]}");
        assertThat(run("policy", "what-if", "acme").status()).isEqualTo(2);
    }

    @Test
    void monitorEndsByWhetherThePolicyIsReady() throws Exception {
        String report =
                """
                {"mode":"MONITOR","revision":3,"ready":false,"requests":{"all":10,"denied":2},
                 "obstacles":[{"kind":"locked-out","blocks":true,"count":1,"detail":"One would be denied."}],
                 "addresses":[],"people":"headers"}
                """;
        api.on("GET /api/v1/tenants/acme/monitor?days=30&limit=20", 200, report);
        CliProcess.Result told = run("monitor", "acme");
        assertThat(told.status()).isEqualTo(ExitStatus.DENY);
        assertThat(told.out()).contains("2 of 10 requests", "not ready", "against it: One would");
        api.on(
                "GET /api/v1/tenants/acme/monitor?days=30&limit=20",
                200,
                report.replace("\"ready\":false", "\"ready\":true"));
        assertThat(run("monitor", "acme").status()).isZero();
    }

    @Test
    void recommendShowsEntriesAndWhatTheyCost() throws Exception {
        api.on(
                "POST /api/v1/tenants/acme/recommendations",
                200,
                """
                {"entries":[{"prefix":"203.0.113.0/28","weight":9,"space":16,"seen":4,"principals":3}],"covered":9,
                 "total":10,"space":16,"shared":[{"label":"carrier-grade-nat","seen":2,"principals":1}],"people":"headers"}
                """);
        CliProcess.Result told = run("recommend", "acme", "--entries", "5");
        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out())
                .contains("203.0.113.0/28", "covers 9 of 10", "opens 16", "carrier-grade-nat");
        assertThat(api.asked().getFirst()).endsWith("{\"entries\":5}");
    }
}
