package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testkit.MaxMindDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a process: what it prints where, and how it ends. */
class CommandLineTest {

    private static final String LOG =
            """
            192.0.2.1 - - [29/Sep/2021:14:11:34 +0200] "GET / HTTP/1.1" 200 1
            192.0.2.1 - - [30/Sep/2021:14:11:34 +0200] "GET / HTTP/1.1" 200 1
            198.51.100.7 - alice [29/Sep/2021:14:11:35 +0200] "GET / HTTP/1.1" 200 1
            203.0.113.9 - - [29/Sep/2021:14:11:36 +0200] "GET / HTTP/1.1" 200 1
            2001:db8::9 - - [29/Sep/2021:14:11:37 +0200] "GET / HTTP/1.1" 200 1
            this is no request
            """;

    private static final String POLICY =
            """
            {"mode":"DISABLED","rules":[
              {"id":"office","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"},{"prefix":"198.51.100.0/24"}]},
              {"id":"abuse","effect":"DENY","sources":[{"prefix":"198.51.100.0/25"}]}]}
            """;

    @TempDir private Path folder;
    private Path log = Path.of("");
    private Path policy = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        log = Files.writeString(folder.resolve("access.log"), LOG);
        policy = Files.writeString(folder.resolve("policy.json"), POLICY);
    }

    private CliProcess.Result whatIf(String... further) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("what-if", "--policy", policy.toString()));
        arguments.addAll(List.of(further));
        return new CliProcess().run(arguments.toArray(String[]::new));
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        List<CommandLine> commands = new ArrayList<>();
        collect(SallyportCommand.commandLine(), commands);
        assertThat(commands).hasSizeGreaterThan(20);
        for (CommandLine command : commands) {
            String usage = command.getUsageMessage();
            assertThat(usage).as(command.getCommandName()).contains("sallyport");
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandName())
                    .isNotEmpty();
        }
        CliProcess.Result help = new CliProcess().run("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains(
                        "what-if", "tenant", "policy", "channel", "client", "issuer", "check",
                        "server", "demo");
        assertThat(help.err()).isEmpty();
    }

    private static void collect(CommandLine command, List<CommandLine> into) {
        into.add(command);
        command.getSubcommands().values().forEach(each -> collect(each, into));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                | a command is missing",
                "polcy                           | Did you mean",
                "tenant                          | a command is missing",
                "what-if --log x                 | --policy",
                "what-if --log x --policy y --top x | --top",
                "policy put acme --policy x --override policy.would-lock-out | --override needs"
                        + " --reason",
                "tenant update acme              | nothing to change",
                "server --data x                 | a program of its own",
                "check acme 192.0.2.1            | there are no credentials",
                "check acme 192.0.2.1 --server ftp://x | the server is an address",
                "check acme 192.0.2.1 --config /nonexistent/x | cannot be read",
            })
    void usageFaultsAreStatusTwo(String arguments, String said) throws Exception {
        String[] words = arguments == null ? new String[0] : arguments.split(" +", -1);
        CliProcess.Result result = new CliProcess().run(words);
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).contains(said);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void whatIfWritesTheAgreedMembers() throws Exception {
        CliProcess.Result result = whatIf("--log", log.toString(), "--output", "json");
        assertThat(result.status()).as(result.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.path("lines").asLong()).isEqualTo(6);
        assertThat(json.path("unparsed").asLong()).isEqualTo(1);
        assertThat(json.path("allowed").asLong()).isEqualTo(1);
        assertThat(json.path("denied").asLong()).isEqualTo(4);
        assertThat(json.path("losers")).hasSize(3);
        JsonNode first = json.path("losers").path(0);
        assertThat(first.path("address").asString()).isEqualTo("192.0.2.1");
        assertThat(first.path("count").asLong()).isEqualTo(2);
        assertThat(first.path("days").asLong()).isEqualTo(2);
        assertThat(first.path("firstSeen").asString()).isEqualTo("2021-09-29T12:11:34Z");
        assertThat(first.path("lastSeen").asString()).isEqualTo("2021-09-30T12:11:34Z");
        assertThat(first.path("principal").isNull()).isTrue();
        assertThat(first.path("reason").asString()).isEqualTo("not-in-allow-list");
        assertThat(first.path("smallestEntry").asString()).isEqualTo("192.0.2.1/32");
        assertThat(first.path("opens").asLong()).isEqualTo(1);
        JsonNode alice = json.path("losers").path(1);
        assertThat(alice.path("principal").asString()).isEqualTo("alice");
        assertThat(alice.path("rule").asString()).isEqualTo("abuse");
        assertThat(alice.path("goesInto").path(0).path("part").asString()).isEqualTo("except");
        assertThat(json.path("losers").path(2).path("smallestEntry").asString())
                .isEqualTo("2001:db8::9/128");
        assertThat(json.path("folded").isNull()).isTrue();
    }

    @Test
    void whatIfWritesATableThatFits() throws Exception {
        CliProcess.Result result =
                new CliProcess()
                        .with("COLUMNS", "80")
                        .run("what-if", "--log", log.toString(), "--policy", policy.toString());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("192.0.2.1/32", "not-in-allow-list", "alice", "locked out", "line 6")
                .doesNotContain("\u001b");
        List<String> sentences = List.of("    sallyport ", "line 6");
        assertThat(result.out().lines())
                .allMatch(
                        line -> line.length() <= 80 || sentences.stream().anyMatch(line::contains));
    }

    @Test
    void nobodyKnownIsSaid() throws Exception {
        CliProcess.Result result = whatIf("--log", log.toString(), "--user-field", "none");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("people unknown").doesNotContain("alice");
    }

    @Test
    void logsComeFromStandardInputToo() throws Exception {
        byte[] packed = gzip(LOG.repeat(3));
        CliProcess.Result result =
                new CliProcess()
                        .input(packed)
                        .run(
                                "what-if",
                                "--log",
                                "-",
                                "--policy",
                                policy.toString(),
                                "--output",
                                "json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(JsonMapper.shared().readTree(result.out()).path("lines").asLong()).isEqualTo(18);
    }

    @Test
    void invalidPolicyIsStatusFourAndNamesEveryFault() throws Exception {
        Files.writeString(
                policy,
                """
                {"rules":[{"id":"a","effect":"ALLOW","sources":[{"prefix":"10.0.0.1/8"},{"prefix":"10.0.0"}]},
                          {"id":"a","effect":"PERMIT","sources":[],"colour":"red"}]}
                """);
        CliProcess.Result result = whatIf("--log", log.toString(), "--output", "json");
        assertThat(result.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(result.err())
                .contains(
                        "/rules/0/sources/0/prefix",
                        "10.0.0.0/8",
                        "/rules/0/sources/1/prefix",
                        "/rules/1/effect",
                        "/rules/1/colour",
                        "hint:");
        assertThat(result.out()).isEmpty();
        CliProcess.Result validate = new CliProcess().run("policy", "validate", policy.toString());
        assertThat(validate.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(validate.err()).contains("/rules/1/effect");
    }

    @Test
    void channelThatIsNotDeclaredIsAFaultOfThePolicy() throws Exception {
        Files.writeString(
                policy,
                "{\"rules\":[{\"id\":\"a\",\"effect\":\"DENY\",\"sources\":[{\"any\":true}],\"scope\":{\"channels\":[\"sso\"]}}]}");
        Path channels =
                Files.writeString(
                        folder.resolve("channels.json"),
                        "[{\"id\":\"api\",\"paths\":[\"/api/\"]}]");
        CliProcess.Result result =
                whatIf("--log", log.toString(), "--channels", channels.toString());
        assertThat(result.status()).isEqualTo(ExitStatus.INVALID_POLICY);
        assertThat(result.err()).contains("/rules/0/scope", "channel.unknown");
    }

    private Path geo() throws IOException {
        return new MaxMindDatabase(true, Instant.parse("2025-11-01T00:00:00Z"))
                .country("192.0.2.0/24", "FR")
                .country("203.0.113.0/24", "DE")
                .country("2001:db8::/32", "EU")
                .asn("198.51.100.0/24", 64_500)
                .writeTo(folder.resolve("geo.mmdb"));
    }

    @Test
    void countriesAndOriginsAreJudgedByGeoData() throws Exception {
        Files.writeString(
                policy,
                "{\"rules\":[{\"id\":\"a\",\"effect\":\"ALLOW\",\"sources\":"
                        + "[{\"country\":\"FR\"},{\"asn\":64500}]}]}");
        CliProcess.Result result =
                whatIf(
                        "--log",
                        log.toString(),
                        "--geo",
                        geo().toString(),
                        "--output",
                        "json",
                        "--quiet");
        assertThat(result.status()).isZero();
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.path("allowed").asLong()).isEqualTo(3);
        assertThat(json.path("denied").asLong()).isEqualTo(2);
        assertThat(json.path("geoEdition").asString()).isEqualTo("2025-11-01");
        assertThat(json.path("losers").findValuesAsString("country"))
                .containsExactlyInAnyOrder("DE", "EU");
        assertThat(json.path("cautions").toString()).contains("geo-missing");

        CliProcess.Result unknown = whatIf("--log", log.toString(), "--quiet", "--output", "json");
        assertThat(JsonMapper.shared().readTree(unknown.out()).path("allowed").asLong()).isZero();
        CliProcess.Result missing = whatIf("--log", log.toString(), "--geo", "nowhere.mmdb");
        assertThat(missing.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(missing.err()).contains("geo file `nowhere.mmdb`: it is not there");
    }

    @Test
    void addressesAreLookedUpInFiles() throws Exception {
        String file = geo().toString();
        CliProcess.Result table =
                new CliProcess()
                        .run("geo", "lookup", "192.0.2.7", "::ffff:c000:207", "--geo", file);
        assertThat(table.status()).isZero();
        assertThat(table.out()).contains("France", "FR", "geo.mmdb", "2025-11-01");

        CliProcess.Result result =
                new CliProcess()
                        .run(
                                "geo",
                                "lookup",
                                "198.51.100.1",
                                "2001:db8::1",
                                "--geo",
                                file,
                                "--output",
                                "json");
        assertThat(JsonMapper.shared().readTree(result.out()))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        [{"address":"198.51.100.1","country":"ZZ","countryName":"No answer","asn":64500,
                                          "geoEdition":"2025-11-01","files":["geo.mmdb"]},
                                         {"address":"2001:db8::1","country":"EU","countryName":"European Union","asn":null,
                                          "geoEdition":"2025-11-01","files":["geo.mmdb"]}]
                                        """));
        CliProcess.Result malformed =
                new CliProcess().run("geo", "lookup", "192.0.2", "--geo", file);
        assertThat(malformed.status()).isEqualTo(ExitStatus.USAGE);
        CliProcess.Result codes = new CliProcess().run("geo", "countries", "uk", "FR");
        assertThat(codes.out()).contains("United Kingdom", "`GB`", "France");
        assertThat(new CliProcess().run("geo", "countries", "QQ").status())
                .isEqualTo(ExitStatus.FAILURE);
    }

    @Test
    void whatWasReadOfABrokenLogIsReported() throws Exception {
        byte[] packed = gzip(LOG.repeat(5000));
        Path broken =
                Files.write(
                        folder.resolve("broken.gz"), Arrays.copyOf(packed, packed.length - 100));
        CliProcess.Result result =
                whatIf("--log", broken.toString(), log.toString(), "--output", "json");
        assertThat(result.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(result.err()).contains("ends in the middle");
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.path("lines").asLong()).isGreaterThan(1000);
        assertThat(json.path("incomplete")).hasSize(1);

        CliProcess.Result missing = whatIf("--log", folder.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(missing.err()).contains("there is no such file");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
