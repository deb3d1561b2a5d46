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

/** What was done, and who is told. */
class AuditAndWebhookCommandsTest {

    private static final String HOOKS = "/api/v1/tenants/acme/webhooks";
    private static final String MESSAGES =
            "{\"items\":[{\"id\":\"m1\",\"event\":\"policy.published\",\"number\":5,\"at\":\"2026-01-01T00:00:00Z\",\"attempts\":3,"
                    + "\"nextAt\":null,\"lastResult\":\"500\"}]}";

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();
    private CliCall cli;

    AuditAndWebhookCommandsTest() throws IOException {}

    @BeforeEach
    void connect() throws IOException {
        cli = new CliCall(folder, api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private String ok(String... arguments) {
        CliProcess.Result result = cli.run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    @Test
    void recordsAreListedWithWhatTheyAltered() {
        api.on(
                "GET /api/v1/tenants/acme/audit?limit=2&cursor=9",
                200,
                """
                {"items":[{"number":8,"at":"2026-01-01T00:00:00Z","action":"policy.publish","actor":"ops","address":"192.0.2.1",
                 "tenant":"acme","target":"acme","reason":"Ada knows",
                 "alterations":[{"what":"mode","before":"MONITOR","after":"ENFORCE"},{"what":"rule a","before":null,"after":"ALLOW"}]}]}
                """);
        assertThat(ok("audit", "list", "--tenant", "acme", "--limit", "2", "--before", "9"))
                .contains(
                        "policy.publish",
                        "Ada knows",
                        "mode: MONITOR -> ENFORCE",
                        "rule a: (nothing) -> ALLOW");
        api.on("GET /api/v1/audit?limit=50", 200, "{\"items\":[]}");
        ok("audit", "list");
        assertThat(api.asked().getLast()).isEqualTo("GET /api/v1/audit?limit=50");
    }

    @Test
    void anExportGoesToANewFileAsItCame() throws IOException {
        String lines = "{\"number\":1}\n{\"head\":{}}\n";
        api.on("GET /api/v1/tenants/acme/audit:export?after=0", 200, lines);
        assertThat(ok("audit", "export", "--tenant", "acme")).isEqualTo(lines);
        Path file = folder.resolve("audit.jsonl");
        ok("audit", "export", "--tenant", "acme", "--to", file.toString());
        assertThat(Files.readString(file)).isEqualTo(lines);
        CliProcess.Result again =
                cli.run("audit", "export", "--tenant", "acme", "--to", file.toString());
        assertThat(again.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(again.err()).contains("cannot be written");
        assertThat(Files.readString(file)).isEqualTo(lines);
    }

    @Test
    void headAndKeysAreShown() {
        api.on("GET /api/v1/audit/head", 200, "{\"number\":8,\"hash\":\"abc\"}")
                .on(
                        "GET /api/v1/audit/keys",
                        200,
                        "{\"keys\":[{\"kid\":\"k1\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}]}");
        assertThat(ok("audit", "head")).contains("number", "abc");
        assertThat(ok("audit", "keys")).contains("k1", "Ed25519", "AAAA");
    }

    @Test
    void webhooksAreMadeChangedAndRemoved() {
        api.on("POST " + HOOKS, 201, "{\"id\":\"w1\",\"secret\":\"whsec_x\"}")
                .on("PATCH " + HOOKS + "/w1", 200, "{\"id\":\"w1\",\"enabled\":false}")
                .on("DELETE " + HOOKS + "/w1", 204, "")
                .on("POST " + HOOKS + "/w1/rotate", 200, "{\"secret\":\"whsec_y\"}")
                .on(
                        "GET " + HOOKS,
                        200,
                        "{\"items\":[{\"id\":\"w1\",\"url\":\"https://example.com/h\",\"events\":[\"policy.published\"],\"enabled\":true}]}");
        assertThat(
                        ok(
                                "webhook",
                                "add",
                                "https://example.com/h",
                                "--tenant",
                                "acme",
                                "--event",
                                "policy.published",
                                "--description",
                                "ops"))
                .contains("whsec_x");
        assertThat(api.asked().getLast())
                .startsWith("POST " + HOOKS + " {")
                .contains("\"url\":\"https://example.com/h\"", "\"events\":[\"policy.published\"]");
        assertThat(ok("webhook", "list", "--tenant", "acme")).contains("https://example.com/h");
        ok("webhook", "change", "w1", "--tenant", "acme", "--enabled", "false");
        assertThat(api.asked().getLast()).isEqualTo("PATCH " + HOOKS + "/w1 {\"enabled\":false}");
        assertThat(ok("webhook", "rotate", "w1", "--tenant", "acme")).contains("whsec_y");
        ok("webhook", "remove", "w1", "--tenant", "acme");
        assertThat(api.asked().getLast()).isEqualTo("DELETE " + HOOKS + "/w1");
    }

    @Test
    void messagesAreListedTestedAndSentAgain() {
        api.on("GET " + HOOKS + "/w1/deliveries?pending=true", 200, MESSAGES)
                .on("GET " + HOOKS + "/w1/dead-letters", 200, MESSAGES)
                .on("POST " + HOOKS + "/w1/test", 202, "{\"id\":\"m2\"}")
                .on("POST /api/v1/webhooks/w2/test", 202, "{\"id\":\"m3\"}");
        assertThat(ok("webhook", "deliveries", "w1", "--tenant", "acme", "--pending"))
                .contains("m1", "policy.published", "500");
        assertThat(ok("webhook", "dead-letters", "w1", "--tenant", "acme")).contains("m1");
        assertThat(ok("webhook", "test", "w1", "--tenant", "acme")).contains("m2");
        assertThat(ok("webhook", "test", "w2")).contains("m3");
        api.on("GET " + HOOKS, 403, "{\"code\":\"auth.forbidden\",\"detail\":\"not yours\"}");
        CliProcess.Result refused = cli.run("webhook", "list", "--tenant", "acme");
        assertThat(refused.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(refused.err()).contains("not yours (auth.forbidden)");
    }

    @Test
    void deadLettersAreReplayed() {
        api.on("POST " + HOOKS + "/w1/dead-letters/m1/replay", 202, "{}")
                .on("POST " + HOOKS + "/w1/dead-letters:replay", 202, "{\"replayed\":2}");
        ok("webhook", "replay", "w1", "m1", "--tenant", "acme");
        assertThat(api.asked().getLast()).isEqualTo("POST " + HOOKS + "/w1/dead-letters/m1/replay");
        assertThat(ok("webhook", "replay", "w1", "--tenant", "acme")).contains("replayed");
        assertThat(api.asked().getLast()).isEqualTo("POST " + HOOKS + "/w1/dead-letters:replay");
    }
}
