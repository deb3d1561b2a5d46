package dev.sallyport.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.gate.AnswerHeaders;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.TokenPlace;
import dev.sallyport.jose.KeySetTimes;
import dev.sallyport.jose.SignatureAlgorithm;
import dev.sallyport.server.decision.DecisionLogSettings;
import dev.sallyport.server.identity.TokenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where values come from, which one wins, and what is said about those that are wrong. */
final class ConfigurationTest {

    @TempDir private Path folder;

    private static ServerConfiguration loaded(
            Map<String, String> environment, String... arguments) {
        ConfigurationLoader.Result result =
                ConfigurationLoader.load(List.of(arguments), environment);
        if (result
                instanceof ConfigurationLoader.Result.Loaded(ServerConfiguration configuration)) {
            return configuration;
        }
        throw new AssertionError(result.toString());
    }

    private static List<String> faults(Map<String, String> environment, String... arguments) {
        ConfigurationLoader.Result result =
                ConfigurationLoader.load(List.of(arguments), environment);
        return switch (result) {
            case ConfigurationLoader.Result.Invalid(List<String> faults) -> faults;
            case ConfigurationLoader.Result.Usage(List<String> faults) -> faults;
            case ConfigurationLoader.Result.Loaded ignored -> List.of();
            case ConfigurationLoader.Result.Help ignored -> List.of();
        };
    }

    private String file(String yaml) throws IOException {
        return "--config=" + Files.writeString(folder.resolve("sallyport.yaml"), yaml, UTF_8);
    }

    @Test
    void defaultsStandWhereNothingIsGiven() {
        ServerConfiguration configuration = loaded(Map.of());

        assertThat(configuration.dataFolder()).isEqualTo(Path.of("./sallyport-data"));
        assertThat(configuration.api().port()).isEqualTo(8080);
        assertThat(configuration.api().address()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(configuration.gate().port()).isEqualTo(8081);
        assertThat(configuration.gate().bindAddress()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(configuration.gate().trustedProxies().addresses().isEmpty()).isTrue();
        assertThat(configuration.gate().factHeaders().path()).isEqualTo("x-original-uri");
        assertThat(configuration.deployment()).isEqualTo(DeploymentSwitch.ENFORCE);
        assertThat(configuration.tokens().life()).isEqualTo(Duration.ofHours(1));
        assertThat(configuration.limits().policy().maxEntries()).isEqualTo(10_000);
        assertThat(configuration.operator().clientSecret()).isNull();
        assertThat(configuration.gate().observationMemory())
                .isEqualTo(GateConfiguration.DEFAULT_OBSERVATION_MEMORY);
        assertThat(configuration.decisionLog()).isNull();
    }

    @Test
    void decisionLogAndObservationsAreToldTheirBounds() {
        ServerConfiguration configuration =
                loaded(
                        Map.of(),
                        "--gate.observation-memory=64MiB",
                        "--decision-log.file=d.jsonl",
                        "--decision-log.allows=0.25");

        assertThat(configuration.gate().observationMemory()).isEqualTo(64L << 20);
        assertThat(configuration.decisionLog())
                .isEqualTo(new DecisionLogSettings(Path.of("d.jsonl"), 0.25, 1000, 100L << 20, 10));
    }

    @Test
    void aShareIsFromNothingToAll() {
        assertThat(faults(Map.of(), "--decision-log.file=d", "--decision-log.allows=1.01"))
                .hasSize(1);
        assertThat(faults(Map.of(), "--decision-log.file=d", "--decision-log.allows=-0.1"))
                .hasSize(1);
        assertThat(faults(Map.of(), "--decision-log.file=d", "--decision-log.allows=1%"))
                .hasSize(1);
    }

    /** Flag > environment > file > default, key by key. */
    @Test
    void theNearestPlaceWins() throws IOException {
        String file = file("port: 1\ngate-port: 2\ntoken.life: 3s\nlimits:\n  nesting: 40\n");
        Map<String, String> environment =
                Map.of("SALLYPORT_PORT", "10", "SALLYPORT_GATE_PORT", "20");
        ServerConfiguration configuration = loaded(environment, file, "--port=100");

        assertThat(configuration.api().port()).isEqualTo(100);
        assertThat(configuration.gate().port()).isEqualTo(20);
        assertThat(configuration.tokens().life()).isEqualTo(Duration.ofSeconds(3));
        assertThat(configuration.limits().nesting()).isEqualTo(40);
        assertThat(configuration.limits().bodyBytes()).isEqualTo(8 << 20);
    }

    @Test
    void tokensAtTheGateAreToldWhole() {
        String[] whole = {
            "--gate.token.cookie=session",
            "--gate.token.jwks-url=https://id.example/keys",
            "--gate.token.issuer=https://id.example",
            "--gate.token.audience=app",
            "--gate.token.claims.tenant=https://example.com/tenant",
            "--gate.tenant.source=token"
        };
        TokenSettings tokens = Objects.requireNonNull(loaded(Map.of(), whole).gateTokens());
        assertThat(tokens.place()).isEqualTo(new TokenPlace.Cookie("session"));
        assertThat(tokens.policy().algorithms()).isEqualTo(SignatureAlgorithm.DEFAULT);
        assertThat(tokens.times()).isEqualTo(KeySetTimes.DEFAULT);

        assertThat(loaded(Map.of()).gateTokens()).isNull();
        assertThat(
                        faults(
                                Map.of(),
                                "--gate.token.header=host",
                                "--gate.token.cookie=session",
                                "--gate.token.algorithms=HS256",
                                "--gate.tenant.source=path",
                                "--gate.host-pattern={tenant}.example.com"))
                .containsExactly(
                        "`gate.host-pattern`: counts only under `gate.tenant.source: host` (command"
                                + " line)",
                        "`gate.tenant.path`: must be given under `gate.tenant.source: path`",
                        "`gate.token.cookie`: `gate.token.header` is given as well; a token has one"
                                + " place (command line)",
                        "`gate.token.jwks-url`: must be given with `gate.token`",
                        "`gate.token.issuer`: must be given with `gate.token`",
                        "`gate.token.audience`: must be given with `gate.token`: the names of this"
                                + " application in `aud`, or `*` if tokens for anybody are believed",
                        "`gate.token.algorithms`: `HS256` is none of the asymmetric algorithms"
                                + " RS256, PS256, ES256, EdDSA and their like; `none` and `HS…` can"
                                + " never be allowed (command line)");
        assertThat(
                        faults(
                                Map.of(),
                                "--gate.token.header=authorization",
                                "--gate.token.jwks-url=http://id.example/keys",
                                "--gate.fact-headers=roles,tenant",
                                "--gate.tenant.source=token"))
                .containsExactly(
                        "`gate.fact-headers`: `tenant` and `gate.tenant.source` both name the"
                                + " tenant; leave one out (command line)",
                        "`gate.fact-headers`: headers and `gate.token` both say who asks; leave one"
                                + " out (command line)",
                        "`gate.token.jwks-url`: the URL of a key set begins with `https://`;"
                                + " `http://` is for loopback addresses such as 127.0.0.1 alone"
                                + " (command line)",
                        "`gate.token.issuer`: must be given with `gate.token`",
                        "`gate.token.audience`: must be given with `gate.token`: the names of this"
                                + " application in `aud`, or `*` if tokens for anybody are believed");
        assertThat(faults(Map.of(), "--gate.token.issuer=https://id.example"))
                .containsExactly(
                        "`gate.token.header`: or `gate.token.cookie` must be given: the place of"
                                + " the tokens",
                        "`gate.token.jwks-url`: must be given with `gate.token`",
                        "`gate.token.audience`: must be given with `gate.token`: the names of this"
                                + " application in `aud`, or `*` if tokens for anybody are believed");
        assertThat(
                        faults(
                                Map.of(),
                                "--gate.token.header=x-original-uri",
                                "--gate.token.jwks-url=https://id.example/keys",
                                "--gate.token.issuer=https://id.example",
                                "--gate.token.audience=*",
                                "--gate.token.keys-max-age=5m"))
                .containsExactly(
                        "`gate.token.keys-max-age`: is longer than `gate.token.keys-refresh`"
                                + " (command line)");
    }

    @Test
    void aFileMayNestItsKeysAndHoldLists() throws IOException {
        ServerConfiguration configuration =
                loaded(
                        Map.of(),
                        file(
                                """
                                gate:
                                  trusted-proxies: [10.0.0.0/8, 192.0.2.1]
                                  profile: forward-auth
                                  fact-headers:
                                    channel:
                                    principal: X-Remote-User
                                  answer-headers: full
                                  deployment: observe
                                  host-pattern: "{tenant}.example.com"
                                  nat64-prefixes:
                                    - 2001:db8:64::/96
                                server.trusted-proxies: 10.0.0.0/8, 2001:db8::/32
                                limits.body-size: 512KiB
                                """));

        assertThat(configuration.gate().trustedProxies().contains(IpAddress.parse("10.9.9.9")))
                .isTrue();
        assertThat(configuration.gate().trustedProxies().contains(IpAddress.parse("192.0.2.1")))
                .isTrue();
        assertThat(configuration.gate().trustedProxies().contains(IpAddress.parse("192.0.2.2")))
                .isFalse();
        assertThat(configuration.gate().factHeaders().host()).isEqualTo("x-forwarded-host");
        assertThat(configuration.gate().factHeaders().channel()).isEqualTo("x-sallyport-channel");
        assertThat(configuration.gate().factHeaders().principal()).isEqualTo("x-remote-user");
        assertThat(configuration.gate().factHeaders().roles()).isNull();
        assertThat(configuration.gate().answerHeaders()).isEqualTo(AnswerHeaders.FULL);
        assertThat(configuration.deployment()).isEqualTo(DeploymentSwitch.OBSERVE);
        assertThat(configuration.nat64Prefixes())
                .extracting(prefix -> prefix.prefix())
                .containsExactly(IpPrefix.parse("2001:db8:64::/96"));
        assertThat(
                        configuration
                                .api()
                                .clientAddresses()
                                .trusted()
                                .contains(IpAddress.parse("2001:db8::1")))
                .isTrue();
        assertThat(configuration.limits().bodyBytes()).isEqualTo(512 << 10);
    }

    @Test
    void aCustomProfileNamesItsHeaders() {
        ServerConfiguration configuration =
                loaded(
                        Map.of(),
                        "--gate.profile=custom",
                        "--gate.client-address-header=Forwarded",
                        "--gate.host-header=X-Host",
                        "--gate.path-header=X-Path",
                        "--gate.fact-headers=channel=X-Door,roles");

        assertThat(configuration.gate().factHeaders().clientAddress().name())
                .isEqualTo("forwarded");
        assertThat(configuration.gate().factHeaders().host()).isEqualTo("x-host");
        assertThat(configuration.gate().factHeaders().path()).isEqualTo("x-path");
        assertThat(configuration.gate().factHeaders().channel()).isEqualTo("x-door");
        assertThat(configuration.gate().factHeaders().roles()).isEqualTo("x-sallyport-roles");
    }

    @Test
    void everyFaultIsSaidAtOnceWithItsPlace() throws IOException {
        List<String> faults =
                faults(
                        Map.of(
                                "SALLYPORT_GATE_PROFLIE",
                                "nginx",
                                "SALLYPORT_TOKEN_LIFE",
                                "forever"),
                        file(
                                "gate:\n  trusted-proxy: 10.0.0.0/8\nlimits:\n  nesting: 7\nport: 1\nport: 2\n"),
                        "--gate.trusted-proxies=10.0.0.1/8",
                        "--geo.max-difference=0.1");

        assertThat(faults).hasSize(7);
        assertThat(faults)
                .anySatisfy(fault ->
                        assertThat(fault)
                                .contains("SALLYPORT_GATE_PROFLIE", "`SALLYPORT_GATE_PROFILE`"))
                .anySatisfy(fault ->
                        assertThat(fault).contains("`token.life`", "`forever`", "(environment)"))
                .anySatisfy(fault ->
                        assertThat(fault)
                                .contains(
                                        "`gate.trusted-proxy`", "`gate.trusted-proxies`", "line 2"))
                .anySatisfy(fault -> assertThat(fault).contains("`limits.nesting`", "line 4"))
                .anySatisfy(fault -> assertThat(fault).contains("`port`", "twice", "line 6"))
                .anySatisfy(fault ->
                        assertThat(fault)
                                .contains("`gate.trusted-proxies`", "host bits", "(command line)"))
                .anySatisfy(
                        fault -> assertThat(fault).contains("`geo.max-difference`", "percentage"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    port                        | 65536
                    port                        | -1
                    port                        | 080x
                    server.address              | localhost
                    server.address              | 127.1
                    server.address-header       | x forwarded
                    server.max-connections      | 0
                    token.life                  | 1
                    token.life                  | 0s
                    token.life                  | 31d
                    gate.profile                | apache
                    gate.deployment             | on
                    gate.answer-headers         | all
                    gate.fact-headers           | email
                    gate.fact-headers           | tenant=host
                    gate.fact-headers           | tenant,tenant=x-t
                    gate.host-pattern           | example.com
                    gate.host-header            | x-host
                    gate.while-not-ready        | maybe
                    gate.nat64-prefixes         | 2001:db8::/65
                    gate.nat64-prefixes         | 10.0.0.0/8
                    limits.body-size            | 10
                    limits.body-size            | 8 MB
                    limits.policy-entries       | many
                    operator.client-id          | a:b
                    """)
    void valuesOfAnotherFormAreFaults(String key, String value) {
        assertThat(faults(Map.of(), "--" + key + "=" + value))
                .singleElement()
                .satisfies(fault -> assertThat(fault).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void secretsAreNeverShown() {
        List<String> faults = faults(Map.of("SALLYPORT_OPERATOR_CLIENT_SECRET", "x".repeat(501)));
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault).doesNotContain("xxx"));

        ServerConfiguration configuration =
                loaded(Map.of("SALLYPORT_OPERATOR_CLIENT_SECRET", "hush"));
        assertThat(configuration.operator().clientSecret()).isEqualTo("hush");
        assertThat(configuration.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    not a mapping   | - a
                    no YAML         | {
                    an alias bomb   | a: &a [x]
                    a list of lists | gate.trusted-proxies: [[10.0.0.0/8]]
                    a list for one  | port: [1]
                    a mapping       | port: {a: 1}
                    a tag           | port: !!javax.script.ScriptEngineManager [x]
                    """)
    void filesOfAnotherFormAreFaults(String name, String yaml) throws IOException {
        assertThat(faults(Map.of(), file(yaml))).as(name).isNotEmpty();
    }

    @Test
    void variablesOfOtherProgramsAreLeftAlone() {
        assertThat(
                        faults(
                                Map.of(
                                        "SALLYPORT_JAVA_OPTIONS",
                                        "-Xmx1g",
                                        "PATH",
                                        "/bin",
                                        "SALLYPORT_SERVER",
                                        "x")))
                .isEmpty();
        assertThat(faults(Map.of(), "--config=" + folder.resolve("absent.yaml"))).hasSize(1);
    }

    /**
     * The schema in the tree is the one in force; {@code -Dsallyport.accept-configuration=true}
     * writes it anew.
     */
    @Test
    void theSchemaInTheTreeIsTheOneInForce() throws IOException {
        Path schema = Path.of("configuration.tsv");
        List<String> lines = new ArrayList<>(List.of("key\tvariable\tform\tdefault\tlist\tsecret"));
        for (Key<?> key : Keys.all()) {
            lines.add(
                    String.join(
                            "\t",
                            key.name(),
                            key.variable(),
                            key.form(),
                            key.defaultText() == null ? "(none)" : key.defaultText(),
                            Boolean.toString(key.isList()),
                            Boolean.toString(key.isSecret())));
        }
        if (Boolean.getBoolean("sallyport.accept-configuration")) {
            Files.write(schema, lines, UTF_8);
        }

        assertThat(Files.readAllLines(schema, UTF_8)).isEqualTo(lines);
    }
}
