package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens and the clients that get them. */
final class TokensTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final OpenApi.Operation TOKEN = DOCUMENT.operation("POST", "/oauth/token");
    private static final String GRANT = "grant_type=client_credentials";
    private static final int FAILURES = 40;

    @TempDir private static Path folder;
    private static TestServer server;
    private static Api operator;
    private static String id = "";
    private static String secret = "";

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        folder.resolve("data"),
                        "--server.trusted-proxies=127.0.0.1",
                        "--token.failures-per-minute=" + FAILURES);
        operator = from("198.51.100.1").asOperator();
        operator.tenant("acme");
        Answer client = operator.client("acme", "sallyport:manage", "sallyport:override");
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/clients"), client);
        id = client.text("client_id");
        secret = client.text("client_secret");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Api from(String address) {
        return server.api().with("X-Forwarded-For", address);
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private static void assertToken(Answer answer, String scope) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(TOKEN, answer);
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().get("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.text("scope")).isEqualTo(scope);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(
                        server.api()
                                .withToken(answer.text("access_token"))
                                .get("/api/v1/tenants/acme")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void credentialsComeInAHeaderAFormOrAMultipartBody() {
        String all = "sallyport:manage sallyport:override";
        assertToken(from("198.51.100.2").with("Authorization", basic(id, secret)).form(GRANT), all);
        assertToken(
                from("198.51.100.2").form(GRANT + "&client_id=" + id + "&client_secret=" + secret),
                all);
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String multipart =
                part.formatted("grant_type", "client_credentials")
                        + part.formatted("client_id", id)
                        + part.formatted("client_secret", secret)
                        + "--b--\r\n";
        assertToken(
                from("198.51.100.2")
                        .with("Content-Type", "multipart/form-data; boundary=b")
                        .send("POST", "/oauth/token", multipart),
                all);
        assertToken(
                from("198.51.100.2")
                        .with("Authorization", basic(id, secret))
                        .form(GRANT + "&scope="),
                all);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    less than it has        | sallyport:manage                     | 200
                    what managing includes  | sallyport:read                       | 200
                    more that it includes   | sallyport:edit sallyport:support     | 200
                    what it does not        | sallyport:audit                      | 400
                    in another order        | sallyport:override sallyport:manage  | 200
                    more than it has        | sallyport:operate                    | 400
                    some of it too much     | sallyport:manage sallyport:operate   | 400
                    one that does not exist | admin                                | 400
                    another case            | SALLYPORT:MANAGE                     | 400
                    """)
    void scopesAreThoseAskedForOrNone(String name, String scope, int status) {
        Answer answer =
                from("198.51.100.3")
                        .with("Authorization", basic(id, secret))
                        .form(GRANT + "&scope=" + scope.replace(' ', '+'));

        assertThat(answer.status()).as(name).isEqualTo(status);
        DOCUMENT.assertDescribed(TOKEN, answer);
        if (status == 400) {
            assertThat(answer.text("error")).isEqualTo("invalid_scope");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wrong secret          | grant_type=client_credentials&client_id=ID&client_secret=x            | 401 | invalid_client
                    no secret             | grant_type=client_credentials&client_id=ID                            | 401 | invalid_client
                    nobody                | grant_type=client_credentials                                         | 401 | invalid_client
                    unknown client        | grant_type=client_credentials&client_id=x&client_secret=SECRET        | 401 | invalid_client
                    wrong operator secret | grant_type=client_credentials&client_id=operator&client_secret=x      | 401 | invalid_client
                    no grant type         | client_id=ID&client_secret=SECRET                                     | 400 | invalid_request
                    other grant type      | grant_type=password&client_id=ID&client_secret=SECRET                 | 400 | unsupported_grant_type
                    a parameter twice     | grant_type=client_credentials&client_id=ID&client_id=ID               | 400 | invalid_request
                    a bad escape          | grant_type=%zz                                                        | 400 | invalid_request
                    """)
    void refusalsAreThoseOfTheStandard(String name, String form, int status, String error) {
        Answer answer = from("198.51.100.4").form(form.replace("ID", id).replace("SECRET", secret));

        assertThat(answer.status()).as(name).isEqualTo(status);
        assertThat(answer.text("error")).isEqualTo(error);
        DOCUMENT.assertDescribed(TOKEN, answer);
        assertThat(answer.header("WWW-Authenticate").isEmpty()).isEqualTo(status != 401);
    }

    @Test
    void secretsInAQueryOrInTwoPlacesAreNotTaken() {
        Answer query =
                from("198.51.100.4")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .send(
                                "POST",
                                "/oauth/token?"
                                        + GRANT
                                        + "&client_id="
                                        + id
                                        + "&client_secret="
                                        + secret,
                                GRANT);
        assertThat(query.text("error")).isEqualTo("invalid_client");
        Answer twice =
                from("198.51.100.4")
                        .with("Authorization", basic(id, secret))
                        .form(GRANT + "&client_secret=" + secret);
        assertThat(twice.text("error")).isEqualTo("invalid_request");
        Answer bearer = from("198.51.100.4").with("Authorization", "Digest x").form(GRANT);
        assertThat(bearer.text("error")).isEqualTo("invalid_request");
    }

    /** Whoever guesses is refused, and nobody else. */
    @Test
    void failuresAreLimitedForEachAddress() {
        Api guesser = from("203.0.113.66");
        for (int i = 0; i < FAILURES; i++) {
            assertThat(guesser.token(id, "guess-" + i).status()).isEqualTo(401);
        }
        Answer refused = guesser.token(id, secret);
        assertThat(refused.code()).isEqualTo("request.too-many");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 61);
        DOCUMENT.assertDescribed(TOKEN, refused);

        assertThat(from("203.0.113.67").token(id, secret).status()).isEqualTo(200);
        Api neighbour = from("2001:db8:1:2::66");
        for (int i = 0; i < FAILURES; i++) {
            assertThat(neighbour.token(id, "guess-" + i).status()).isEqualTo(401);
        }
        assertThat(from("2001:db8:1:2:ffff::1").token(id, secret).status()).isEqualTo(429);
        assertThat(from("2001:db8:1:3::66").token(id, secret).status()).isEqualTo(200);
    }

    @Test
    void aTokenEndsWithItsClientAndItsSecret() {
        Answer client = operator.client("acme", "sallyport:read");
        String clientId = client.text("client_id");
        String path = "/api/v1/tenants/acme/clients/" + clientId;
        Api first = from("198.51.100.5").as(clientId, client.text("client_secret"));
        assertThat(first.get("/api/v1/tenants/acme").status()).isEqualTo(200);

        Answer rotated = operator.send("POST", path + "/rotate", "");
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/clients/{client}/rotate"),
                rotated);
        assertThat(first.get("/api/v1/tenants/acme").code()).isEqualTo("auth.invalid");
        assertThat(from("198.51.100.5").token(clientId, client.text("client_secret")).status())
                .isEqualTo(401);
        Api second = from("198.51.100.5").as(clientId, rotated.text("client_secret"));
        assertThat(second.get("/api/v1/tenants/acme").status()).isEqualTo(200);

        Answer listed = operator.get("/api/v1/tenants/acme/clients");
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("GET", "/api/v1/tenants/{tenant}/clients"), listed);
        assertThat(listed.body())
                .contains(clientId)
                .doesNotContain("secret\":")
                .doesNotContain("Hash");

        Answer deleted = operator.delete(path);
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("DELETE", "/api/v1/tenants/{tenant}/clients/{client}"), deleted);
        assertThat(second.get("/api/v1/tenants/acme").code()).isEqualTo("auth.invalid");
        assertThat(from("198.51.100.5").token(clientId, rotated.text("client_secret")).status())
                .isEqualTo(401);
        assertThat(operator.delete(path).code()).isEqualTo("client.unknown");
    }

    @Test
    void aTokenEndsWithItsTenant() {
        operator.tenant("gone");
        Api client = operator.newClient("gone", "sallyport:manage");
        operator.delete("/api/v1/tenants/gone");
        assertThat(client.get("/api/v1/tenants/gone").code()).isEqualTo("auth.invalid");

        operator.tenant("gone");
        assertThat(client.get("/api/v1/tenants/gone").code()).isEqualTo("auth.invalid");
    }

    /** A token for less than its client has does less, an operator's as well. */
    @Test
    void anOperatorMayAskForLess() {
        Answer answer =
                from("198.51.100.7")
                        .with("Authorization", basic(Api.OPERATOR, Api.OPERATOR_SECRET))
                        .form(GRANT + "&scope=sallyport:read");
        assertToken(answer, "sallyport:read");
        Api narrow = server.api().withToken(answer.text("access_token"));
        assertThat(narrow.get("/api/v1/tenants/acme/policy").status()).isEqualTo(200);
        assertThat(narrow.get("/api/v1/tenants").code()).isEqualTo("auth.forbidden");
        assertThat(narrow.delete("/api/v1/tenants/acme").code()).isEqualTo("auth.forbidden");
        assertThat(narrow.get("/api/v1/tenants/acme/clients").code()).isEqualTo("auth.forbidden");
    }

    @Test
    void aClientIsMadeByItsRole() {
        Answer made =
                operator.post(
                        "/api/v1/tenants/acme/clients",
                        "{\"name\":\"help\",\"role\":\"help-desk\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        DOCUMENT.assertDescribed(
                DOCUMENT.operation("POST", "/api/v1/tenants/{tenant}/clients"), made);
        assertThat(made.json().get("scopes").toString())
                .isEqualTo("[\"sallyport:read\",\"sallyport:support\"]");
        assertThat(made.text("role")).isEqualTo("help-desk");
        assertThat(operator.get("/api/v1/tenants/acme/clients").json().get("items").toString())
                .contains("\"role\":\"help-desk\"");
    }

    @Test
    void scopesAreHandedOnByThoseWhoHoldThem() {
        Api manager = operator.newClient("acme", "sallyport:manage");
        String path = "/api/v1/tenants/acme/clients";
        assertThat(manager.post(path, "{\"name\":\"x\",\"scopes\":[\"sallyport:read\"]}").status())
                .isEqualTo(201);
        Answer refused = manager.post(path, "{\"name\":\"x\",\"scopes\":[\"sallyport:override\"]}");
        assertThat(refused.code()).isEqualTo("client.scope-not-held");
        assertThat(
                        operator.post(path, "{\"name\":\"x\",\"scopes\":[\"sallyport:operate\"]}")
                                .code())
                .isEqualTo("client.scope-not-held");
        assertThat(manager.get("/api/v1/tenants").code()).isEqualTo("auth.forbidden");
        assertThat(manager.get("/metrics").code()).isEqualTo("auth.forbidden");
        assertThat(operator.get("/metrics").body()).contains("sallyport_gate_decisions_total{");
    }

    @Test
    void aTokenThatWasTamperedWithIsRefused() {
        String token = from("198.51.100.6").token(id, secret).text("access_token");
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String forged =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.replace(id, "operator").getBytes(UTF_8));
        String none =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        for (String bad :
                List.of(
                        parts[0] + "." + forged + "." + parts[2],
                        none + "." + forged + ".",
                        none + "." + parts[1] + ".",
                        parts[0] + "." + parts[1] + ".",
                        token + "x",
                        "x")) {
            assertThat(server.api().withToken(bad).get("/api/v1/channels").status())
                    .as(bad)
                    .isEqualTo(401);
        }
        Api twoTokens = server.api().withToken(token);
        assertThat(twoTokens.get("/api/v1/channels?access_token=" + token).status())
                .isIn(200, 400, 401);
        assertThat(server.api().get("/api/v1/channels?access_token=" + token).status())
                .isEqualTo(401);
    }

    /**
     * What is kept on disk gives no secret away, and the key that signs belongs to its owner alone.
     */
    @Test
    void secretsAreNotKept() throws IOException {
        Path data = folder.resolve("data");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("token.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        for (String name : List.of("state.db", "state.db-wal")) {
            byte[] bytes = Files.readAllBytes(data.resolve(name));
            assertThat(contains(bytes, secret)).as(name).isFalse();
            assertThat(contains(bytes, Api.OPERATOR_SECRET)).as(name).isFalse();
        }
        assertThat(contains(Files.readAllBytes(data.resolve("state.db-wal")), id)).isTrue();
    }

    private static boolean contains(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(UTF_8);
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
