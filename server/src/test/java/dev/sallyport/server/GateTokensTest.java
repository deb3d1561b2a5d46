package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The application's own tokens at the gate of a whole server, with an issuer whose keys it fetches.
 */
final class GateTokensTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start(@TempDir Path folder) throws InterruptedException {
        server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1",
                        "--gate.token.cookie=session",
                        "--gate.token.jwks-url=" + ISSUER.url(),
                        "--gate.token.issuer=" + TestIssuer.NAME,
                        "--gate.token.audience=app,app-2",
                        "--gate.token.claims.roles=realm_access.roles",
                        "--gate.token.claims.client=azp",
                        "--gate.token.claims.authorized-clients=clients",
                        "--gate.token.claims.tenant=tenant");
        operator = server.api().asOperator();
        tenant("acme");
        tenant("umbrella");
        awaitKeys(server);
    }

    /* Each rule tells by its name what the gate made of a token. */
    private static void tenant(String id) {
        operator.tenant(id);
        Answer put =
                operator.with("If-Match", "*")
                        .with("Content-Type", "application/json")
                        .send(
                                "PUT",
                                "/api/v1/tenants/" + id + "/policy",
                                """
                                {"mode":"ENFORCE","authorizedClients":"when-present","rules":[
                                 {"id":"a-admins","effect":"DENY","sources":[{"any":true}],"scope":{"roles":["admin"]}},
                                 {"id":"b-web","effect":"DENY","sources":[{"any":true}],"scope":{"clients":["web"]}},
                                 {"id":"c-programs","effect":"DENY","sources":[{"any":true}],"scope":{"principalKinds":["client"]}},
                                 {"id":"d-anonymous","effect":"DENY","sources":[{"any":true}],"scope":{"principalKinds":["anonymous"]}}]}
                                """);
        assertThat(put.status()).as(put.toString()).isEqualTo(200);
    }

    private static void awaitKeys(TestServer of) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(40));
        while (!of.api().get("/health").text("tokenKeys").equals("up")) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        ISSUER.close();
    }

    private static final Pattern REASON = Pattern.compile("X-Sallyport-Reason: ([a-z-]+)");

    private static String ask(TestServer of, String host, String lines) {
        String answer =
                RawHttp.send(
                        of.gatePort(),
                        "GET / HTTP/1.1\r\nHost: "
                                + host
                                + "\r\n"
                                + "X-Forwarded-For: 192.0.2.1\r\n"
                                + "X-Original-URI: /\r\n"
                                + "Connection: close\r\n"
                                + lines
                                + "\r\n");
        Matcher matcher = REASON.matcher(answer);
        return matcher.find() ? matcher.group(1) : String.valueOf(RawHttp.status(answer));
    }

    private static String ask(String token) {
        return ask(server, "acme.example.com", "Cookie: a=b; session=" + token + "\r\n");
    }

    private static final String ALICE = ",\"sub\":\"alice\",\"tenant\":\"acme\"";

    // Claims as principals: what is there and of another form is refused, never left out.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a user                | ,'sub':'alice','tenant':'acme'                                          | no-restriction
                    an admin              | ,'sub':'alice','tenant':'acme','realm_access':{'roles':['x','admin']}   | denied-by-rule
                    roles as text         | ,'sub':'alice','tenant':'acme','realm_access':{'roles':' x  admin '}    | denied-by-rule
                    role like admin       | ,'sub':'alice','tenant':'acme','realm_access':{'roles':['Admin','x admin']} | no-restriction
                    roles elsewhere       | ,'sub':'alice','tenant':'acme','roles':['admin']                        | no-restriction
                    a program             | ,'sub':'job','azp':'job','tenant':'acme','clients':['job']              | denied-by-rule
                    authorized client     | ,'sub':'alice','tenant':'acme','azp':'web','clients':['web']            | denied-by-rule
                    client not authorized | ,'sub':'alice','tenant':'acme','azp':'evil','clients':['web']           | client-not-authorized
                    clients as text       | ,'sub':'alice','tenant':'acme','azp':'evil','clients':'web mobile'       | client-not-authorized
                    no client authorized  | ,'sub':'alice','tenant':'acme','azp':'web','clients':[]                 | client-not-authorized
                    no id                 | ,'tenant':'acme'                                                        | request-ambiguous
                    empty id              | ,'sub':'','tenant':'acme'                                               | request-ambiguous
                    id a number           | ,'sub':7,'tenant':'acme'                                                | request-ambiguous
                    id with control       | ,'sub':'a\\u0000b','tenant':'acme'                                      | request-ambiguous
                    half a character      | ,'sub':'a\\ud800','tenant':'acme'                                       | request-ambiguous
                    roles a number        | ,'sub':'alice','tenant':'acme','realm_access':{'roles':7}               | request-ambiguous
                    roles mixed           | ,'sub':'alice','tenant':'acme','realm_access':{'roles':['a',7]}         | request-ambiguous
                    client a list         | ,'sub':'alice','tenant':'acme','azp':['web']                            | request-ambiguous
                    other tenant          | ,'sub':'alice','tenant':'umbrella'                                      | request-ambiguous
                    no tenant             | ,'sub':'alice'                                                          | request-ambiguous
                    two tenants           | ,'sub':'alice','tenant':['acme','umbrella']                             | request-ambiguous
                    tenant in capitals    | ,'sub':'alice','tenant':'ACME'                                          | request-ambiguous
                    """)
    void claims(String name, String further, String expected) {
        assertThat(ask(ISSUER.token(further.replace('\'', '"')))).as(name).isEqualTo(expected);
    }

    @Test
    void withoutATokenSomebodyIsAnonymous() {
        assertThat(ask(server, "acme.example.com", "")).isEqualTo("denied-by-rule");
        assertThat(ask(server, "acme.example.com", "Cookie: other=1\r\n"))
                .isEqualTo("denied-by-rule");
        assertThat(ask(server, "acme.example.com", "X-Sallyport-Principal: user:alice\r\n"))
                .isEqualTo("denied-by-rule");
    }

    @Test
    void tokensOfOthersAreRefused() {
        long later = Instant.now().getEpochSecond() + 3600;
        String rest = ALICE + ",\"exp\":" + later + "}";
        try (TestIssuer stranger = new TestIssuer()) {
            assertThat(ask(stranger.token(ALICE))).isEqualTo("request-ambiguous");
        }
        assertThat(
                        ask(
                                ISSUER.signed(
                                        "{\"iss\":\""
                                                + TestIssuer.NAME
                                                + "\",\"aud\":\"app-2\""
                                                + rest)))
                .isEqualTo("no-restriction");
        assertThat(ask(ISSUER.signed("{\"iss\":\"" + TestIssuer.NAME + "\",\"aud\":\"x\"" + rest)))
                .isEqualTo("request-ambiguous");
        assertThat(ask(ISSUER.signed("{\"iss\":\"https://x\",\"aud\":\"app\"" + rest)))
                .isEqualTo("request-ambiguous");
        assertThat(ask(ISSUER.token(ALICE).replaceFirst("^[^.]*", "eyJhbGciOiJub25lIn0")))
                .isEqualTo("request-ambiguous");
        assertThat(ask("garbage")).isEqualTo("request-ambiguous");
        assertThat(ask("a".repeat(10_000))).isEqualTo("request-ambiguous");
        assertThat(ask("a".repeat(1_000_000))).isEqualTo("431");
        assertThat(ask(ISSUER.token(ALICE))).isEqualTo("no-restriction");
    }

    @Test
    void refusalsAreCountedByReason() {
        assertThat(ask("garbage")).isEqualTo("request-ambiguous");
        assertThat(ask(ISSUER.token(",\"tenant\":\"acme\""))).isEqualTo("request-ambiguous");
        String metrics = operator.get("/metrics").body();

        assertThat(metrics)
                .containsPattern("sallyport_tokens_refused_total\\{reason=\"malformed\"} [1-9]")
                .containsPattern(
                        "sallyport_tokens_refused_total\\{reason=\"claims-unusable\"} [1-9]")
                .contains("sallyport_token_keys_usable 1");
    }

    /** The issuer is down at the start: tokens are refused until it is there, others are not. */
    @Test
    void issuerThatComesLateAndRotates(@TempDir Path folder) throws InterruptedException {
        try (TestIssuer late = new TestIssuer()) {
            late.up(false);
            try (TestServer other =
                    TestServer.start(
                            folder,
                            "--gate.trusted-proxies=127.0.0.1",
                            "--gate.token.header=authorization",
                            "--gate.token.jwks-url=" + late.url(),
                            "--gate.token.issuer=" + TestIssuer.NAME,
                            "--gate.token.audience=*")) {
                Api boss = other.api().asOperator();
                boss.tenant("acme");
                String bearer = "Authorization: Bearer " + late.token(ALICE) + "\r\n";

                assertThat(other.api().get("/health").text("tokenKeys")).isEqualTo("down");
                assertThat(ask(other, "acme.example.com", bearer)).isEqualTo("request-ambiguous");
                assertThat(ask(other, "acme.example.com", "")).isEqualTo("no-restriction");

                late.up(true);
                awaitKeys(other);
                assertThat(ask(other, "acme.example.com", bearer)).isEqualTo("no-restriction");

                late.up(false);
                assertThat(ask(other, "acme.example.com", bearer)).isEqualTo("no-restriction");
            }
        }
    }
}
