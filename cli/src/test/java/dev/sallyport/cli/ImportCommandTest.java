package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.api.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sallyport import} as a process, against a server that answers what was prepared. */
class ImportCommandTest {

    private static final String OFFICES = "ip,label\n203.0.113.0/24,Paris\n198.51.100.7/24,Lab\n";
    private static final String POLICY = "/api/v1/tenants/acme/policy";
    private static final String WHAT_IF =
            """
            {"requests":{"newlyDenied":3,"newlyAllowed":0,"stillDenied":0,"stillAllowed":9,"uncertain":0},
             "principals":[{"kind":"user","id":"alice","newlyDenied":3,"lockedOut":true}],
             "losers":[{"network":"192.0.2.7","principal":{"id":"alice"},"count":3,"smallestEntry":"192.0.2.7/32","opens":1,
                        "goesInto":[{"rule":"csv-allow","in":"sources"}]}],"people":"unknown"}
            """;

    @TempDir private Path folder;
    private final FakeApi api = new FakeApi();

    ImportCommandTest() throws IOException {}

    @AfterEach
    void stop() {
        api.close();
    }

    private CliProcess process() {
        return new CliProcess()
                .with("SALLYPORT_SERVER", api.url())
                .with("SALLYPORT_CLIENT_ID", "ops:1")
                .with("SALLYPORT_CLIENT_SECRET", "s&cret");
    }

    private CliProcess.Result run(String... arguments) throws Exception {
        return process().run(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static JsonNode json(CliProcess.Result result) {
        return JsonMapper.shared().readTree(result.out());
    }

    /** Every entry is told of, and nothing leaves the machine. */
    @Test
    void withoutAServerItReportsAndWritesAPolicyThatIsValid() throws Exception {
        String out = folder.resolve("policy.json").toString();
        CliProcess.Result result =
                run("import", "csv", file("offices.csv", OFFICES), "--policy-out", out);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "2 entries: 1 taken, 1 normalised, 0 duplicate, 0 left out, 0 need attention, 0 faulty",
                        "line 3, column 1",
                        "host bits are set: `198.51.100.0/24`, 256 addresses",
                        "MONITOR, 1 rule, 2 entries");
        assertThat(api.asked()).isEmpty();
        assertThat(run("policy", "validate", out).out()).contains("is valid: 1 rules, 2 entries");
        JsonNode policy = JsonMapper.shared().readTree(Files.readString(Path.of(out)));
        assertThat(policy.path("mode").asString()).isEqualTo("MONITOR");

        CliProcess.Result again =
                run("import", "csv", file("offices.csv", OFFICES), "--policy-out", out);
        assertThat(again.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(again.err()).contains("there is a file", "--force");
        assertThat(
                        run(
                                        "import",
                                        "csv",
                                        file("offices.csv", OFFICES),
                                        "--policy-out",
                                        out,
                                        "--force")
                                .status())
                .isZero();
    }

    /** What the impact says offline is word by word what `what-if` says of the policy written. */
    @Test
    void theImpactOnLogsIsThatOfWhatIf() throws Exception {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            log.append(
                    "192.0.2.%d - %s [21/Nov/2026:10:00:%02d +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"%n"
                            .formatted(i % 7, i % 3 == 0 ? "alice" : "-", i));
            log.append(
                    "203.0.113.%d - - [21/Nov/2026:11:00:%02d +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"%n"
                            .formatted(i, i));
        }
        String logFile = file("access.log", log.toString());
        String out = folder.resolve("policy.json").toString();
        String at = "2026-11-22T00:00:00Z";
        CliProcess.Result imported =
                run(
                        "import",
                        "csv",
                        file("offices.csv", OFFICES),
                        "--policy-out",
                        out,
                        "--log",
                        logFile,
                        "--at",
                        at,
                        "--output",
                        "json");
        assertThat(imported.status()).as(imported.err()).isZero();
        CliProcess.Result asked =
                run("what-if", "--log", logFile, "--policy", out, "--at", at, "--output", "json");
        JsonNode impact = json(imported).path("logImpact");
        assertThat(impact).isEqualTo(json(asked));
        assertThat(impact.path("denied").asLong()).isEqualTo(40);
        assertThat(impact.path("allowed").asLong()).isEqualTo(40);
        assertThat(run("import", "csv", file("offices.csv", OFFICES), "--log", logFile).out())
                .contains("Would be denied, by address");
    }

    @Test
    void aFileWithFaultsIsRefusedWithAllOfThem() throws Exception {
        String file = file("bad.csv", "ip\n203.0.113.1\n10.1\n192.0.2.300\n");
        String out = folder.resolve("never.json").toString();
        CliProcess.Result result = run("import", "csv", file, "--policy-out", out);
        assertThat(result.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(result.err())
                .contains(
                        "2 entries are not valid, so nothing was taken",
                        "line 3, column 1  10.1:",
                        "line 4, column 1  192.0.2.300:",
                        "--skip-faulty");
        assertThat(Path.of(out)).doesNotExist();
        CliProcess.Result asJson = run("import", "csv", file, "--output", "json");
        assertThat(asJson.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(json(asJson).path("outcome").asString()).isEqualTo("refused");
        assertThat(json(asJson).path("totals").path("faulty").asInt()).isEqualTo(2);
        CliProcess.Result skipped = run("import", "csv", file, "--skip-faulty", "--output", "json");
        assertThat(skipped.status()).isZero();
        assertThat(json(skipped).path("policy").path("rules").get(0).path("sources")).hasSize(1);
        assertThat(json(skipped).path("totals").path("faulty").asInt()).isEqualTo(2);
    }

    /** A file given to another reader says what it looks like. */
    @Test
    void aFileOfAnotherKindIsRecognised() throws Exception {
        String zones = file("zones.json", "[{\"type\":\"IP\",\"name\":\"HQ\",\"gateways\":[]}]");
        String nginx = file("allow.conf", "allow 203.0.113.0/24;\ndeny all;\n");
        String table = file("offices.csv", OFFICES);
        String settings = file("settings.json", "{\"ipAddressAllowlist\":[\"203.0.113.0/24\"]}");
        assertThat(run("import", "csv", zones).err()).contains("sallyport import okta " + zones);
        assertThat(run("import", "csv", nginx).err()).contains("sallyport import nginx " + nginx);
        assertThat(run("import", "nginx", table).err()).contains("sallyport import csv " + table);
        assertThat(run("import", "okta", settings).err())
                .contains("sallyport import genesys " + settings);
        String network =
                file(
                        "network.json",
                        "{\"range\":[\"203.0.113.0/24\"],\"geolocation\":null,\"whitelisted\":false}");
        assertThat(run("import", "genesys", network).err())
                .contains("sallyport import sailpoint " + network);
        assertThat(run("import", "sailpoint", network, "--except-sso", "--output", "json").out())
                .contains("\"exceptChannels\":[\"sso\"]", "sailpoint-network");
        String own = file("policy.json", "{\"mode\":\"MONITOR\",\"rules\":[]}");
        assertThat(run("import", "okta", own).err())
                .contains("sallyport policy put TENANT --policy");
    }

    @Test
    void whatCannotBeReadIsSaid() throws Exception {
        assertThat(run("import", "csv", folder.resolve("none").toString()).err())
                .contains("there is no file");
        CliProcess.Result directory = run("import", "csv", folder.toString());
        assertThat(directory.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(directory.err()).contains("is a folder");
        CliProcess.Result binary = process().input(new byte[] {1, 0, 2}).run("import", "csv", "-");
        assertThat(binary.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(binary.err()).contains("standard input: the file is no text");
        CliProcess.Result large =
                process().input(new byte[(16 << 20) + 10]).run("import", "nginx", "-");
        assertThat(large.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(large.err()).contains("longer than 16,777,216 bytes");
    }

    @Test
    void standardInputIsRead() throws Exception {
        CliProcess.Result result =
                process()
                        .input("allow 203.0.113.0/24;\ndeny all;\n".getBytes(UTF_8))
                        .run("import", "nginx", "-", "--output", "json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(json(result).path("source").asString()).isEqualTo("standard input");
        assertThat(json(result).path("policy").path("rules").get(0).path("id").asString())
                .isEqualTo("nginx-allow");
    }

    @Test
    void optionsThatDoNotGoTogetherAreMisuse() throws Exception {
        String table = file("offices.csv", OFFICES);
        for (List<String> arguments :
                List.of(
                        List.of("import"),
                        List.of("import", "csv"),
                        List.of("import", "excel", table),
                        List.of("import", "csv", table, "--dry-run"),
                        List.of("import", "csv", table, "--replace-draft"),
                        List.of("import", "csv", "-", "--log", "-"),
                        List.of("import", "csv", table, "--effect", "maybe"),
                        List.of("import", "csv", table, "--override", "policy.geo-missing"),
                        List.of("import", "csv", table, "--output", "yaml"))) {
            assertThat(run(arguments.toArray(String[]::new)).status())
                    .as("%s", arguments)
                    .isEqualTo(ExitStatus.USAGE);
        }
    }

    private void tenantAt(String tag, String policy) {
        api.on("GET " + POLICY, 200, policy, tag)
                .on("POST /api/v1/tenants/acme/what-if", 200, WHAT_IF);
    }

    /** A tenant without a policy gets it as its first revision; the impact was shown before. */
    @Test
    void aTenantWithoutARevisionGetsItsFirst() throws Exception {
        tenantAt("\"0\"", "{\"mode\":\"MONITOR\",\"rules\":[]}");
        api.on("PUT " + POLICY, 200, "{\"mode\":\"MONITOR\",\"rules\":[]}", "\"1\"");
        CliProcess.Result result =
                run("import", "csv", file("offices.csv", OFFICES), "--tenant", "acme");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "requests newly denied 3",
                        "locked out: user alice, 3 requests",
                        "192.0.2.7",
                        "published as revision \"1\", MONITOR",
                        "undo:      sallyport policy rollback acme 0");
        assertThat(api.asked()).hasSize(4);
        assertThat(api.asked().get(2))
                .startsWith("POST /api/v1/tenants/acme/what-if")
                .contains("\"days\":30", "\"policy\":{");
        assertThat(api.asked().getLast())
                .startsWith("PUT " + POLICY + " \"0\" {\"mode\":\"MONITOR\"")
                .contains("203.0.113.0/24");
    }

    /** Any other tenant gets a draft, and is told what publishing it would end. */
    @Test
    void aTenantWithAPolicyGetsADraft() throws Exception {
        tenantAt("\"7\"", "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        api.on("PUT " + POLICY + "/draft", 200, "{\"rules\":[]}", "\"d1\"");
        CliProcess.Result result =
                run("import", "csv", file("offices.csv", OFFICES), "--tenant", "acme");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "saved as draft \"d1\"",
                        "would replace the 2 rules",
                        "would end enforcing",
                        "undo:      sallyport policy draft discard acme");
        assertThat(api.asked().getLast())
                .startsWith("PUT " + POLICY + "/draft \"7\" {\"mode\":\"MONITOR\"");
    }

    @Test
    void somebodysDraftIsNotLost() throws Exception {
        tenantAt("\"7\"", "{\"mode\":\"MONITOR\",\"rules\":[]}");
        api.on("GET " + POLICY + "/draft", 200, "{\"rules\":[]}", "\"d1\"")
                .on("PUT " + POLICY + "/draft", 200, "{\"rules\":[]}", "\"d2\"");
        String table = file("offices.csv", OFFICES);
        CliProcess.Result refused = run("import", "csv", table, "--tenant", "acme");
        assertThat(refused.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(refused.err()).contains("has a draft already", "--replace-draft");
        assertThat(api.asked()).noneMatch(request -> request.startsWith("PUT"));
        CliProcess.Result replaced =
                run(
                        "import",
                        "csv",
                        table,
                        "--tenant",
                        "acme",
                        "--replace-draft",
                        "--output",
                        "json");
        assertThat(replaced.status()).as(replaced.err()).isZero();
        assertThat(json(replaced).path("tenant").path("saved").asString()).isEqualTo("draft");
        assertThat(
                        json(replaced)
                                .path("tenant")
                                .path("impact")
                                .path("requests")
                                .path("newlyDenied")
                                .asInt())
                .isEqualTo(3);
        assertThat(api.asked().getLast()).startsWith("PUT " + POLICY + "/draft \"d1\" ");
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        tenantAt("\"0\"", "{\"mode\":\"MONITOR\",\"rules\":[]}");
        CliProcess.Result result =
                run("import", "csv", file("offices.csv", OFFICES), "--tenant", "acme", "--dry-run");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("requests newly denied 3", "dry run: nothing was changed");
        assertThat(api.asked()).noneMatch(request -> request.startsWith("PUT"));
    }

    /** Where the impact cannot be told nothing is saved. */
    @Test
    void withoutTheImpactNothingIsSaved() throws Exception {
        api.on("GET " + POLICY, 200, "{\"mode\":\"MONITOR\",\"rules\":[]}", "\"0\"")
                .on(
                        "POST /api/v1/tenants/acme/what-if",
                        503,
                        "{\"code\":\"server.unavailable\",\"detail\":\"busy\"}");
        CliProcess.Result result =
                run("import", "csv", file("offices.csv", OFFICES), "--tenant", "acme");
        assertThat(result.status()).isEqualTo(ExitStatus.UNAVAILABLE);
        assertThat(api.asked()).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void refusalsOfTheServerMayBeOverridden() throws Exception {
        tenantAt("\"0\"", "{\"mode\":\"MONITOR\",\"rules\":[]}");
        api.on("PUT " + POLICY, 409, "{\"code\":\"policy.geo-missing\",\"detail\":\"no geo data\"}")
                .on(
                        "PUT " + POLICY + "?override=policy.geo-missing&reason=later",
                        200,
                        "{}",
                        "\"1\"");
        String table = file("countries.csv", "country\nFR\n");
        CliProcess.Result refused = run("import", "csv", table, "--tenant", "acme");
        assertThat(refused.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(refused.err()).contains("policy.geo-missing");
        assertThat(
                        run(
                                        "import",
                                        "csv",
                                        table,
                                        "--tenant",
                                        "acme",
                                        "--override",
                                        "policy.geo-missing",
                                        "--reason",
                                        "later")
                                .status())
                .isZero();
    }

    @Test
    void optionsOfKindsAreTakenToTheirReaders() throws Exception {
        String geo = file("geo.conf", "geo $site { default x; 192.0.2.0/24 office; }");
        assertThat(
                        json(run(
                                        "import",
                                        "nginx",
                                        geo,
                                        "--allow-values",
                                        "office",
                                        "--output",
                                        "json"))
                                .path("policy")
                                .path("rules")
                                .get(0)
                                .path("effect")
                                .asString())
                .isEqualTo("ALLOW");
        assertThat(
                        json(run(
                                        "import",
                                        "nginx",
                                        geo,
                                        "--deny-values",
                                        "office",
                                        "--output",
                                        "json"))
                                .path("policy")
                                .path("rules")
                                .get(0)
                                .path("effect")
                                .asString())
                .isEqualTo("DENY");
        String blocks =
                file(
                        "blocks.conf",
                        "server { location /a { deny 192.0.2.1; } location /b { deny 192.0.2.2; } }");
        assertThat(run("import", "nginx", blocks).err()).contains("`server > location /a`");
        assertThat(
                        run("import", "nginx", blocks, "--block", "location /b", "--output", "text")
                                .out())
                .contains("192.0.2.2", "some paths only");
        assertThat(
                        json(run(
                                        "import",
                                        "csv",
                                        file("t.csv", "192.0.2.1"),
                                        "--effect",
                                        "deny",
                                        "--output",
                                        "json"))
                                .path("policy")
                                .path("rules")
                                .get(0)
                                .path("effect")
                                .asString())
                .isEqualTo("DENY");
    }
}
