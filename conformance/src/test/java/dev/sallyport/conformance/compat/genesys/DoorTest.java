package dev.sallyport.conformance.compat.genesys;

import static dev.sallyport.conformance.compat.genesys.GenesysServer.ADDRESSES;
import static dev.sallyport.conformance.compat.genesys.GenesysServer.DOMAINS;
import static dev.sallyport.conformance.compat.genesys.GenesysServer.OFFICE;
import static dev.sallyport.conformance.compat.genesys.GenesysServer.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.conformance.compat.genesys.GenesysServer.Answer;
import dev.sallyport.conformance.compat.genesys.GenesysServer.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door on the wire: every status, every header, and callers who wish it ill. */
final class DoorTest {

    private static final int OVER_THE_MOST = 151;
    private static final String HOME = "192.0.2.200";
    private static final String LISTS = "\"203.0.113.0/24\"";

    private static GenesysServer server;

    @TempDir private static Path folder;

    private static @Nullable Client hostile;

    @BeforeAll
    static void start() {
        server = GenesysServer.start(folder, "--compat.hosts={tenant}.genesys.example.com=genesys");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer patch(Client client, String body) {
        return server.call(client, OFFICE, "PATCH", SETTINGS, body);
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.code()).as("%s", answer).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("message").asText()).isNotEmpty();
        assertThat(answer.json().path("contextId").asText())
                .isNotEmpty()
                .isEqualTo(answer.header("ININ-Correlation-Id"));
        assertThat(answer.json().path("details").isArray()).isTrue();
        assertThat(answer.json().path("errors").isArray()).isTrue();
    }

    @Test
    void namesOfHeadersAreSpeltAsTheClientsLookThemUp() {
        Client client = server.tenant("spelling");
        String request =
                "GET /compat/genesys/api/v2/ipranges HTTP/1.1\r\n"
                        + "Host: localhost\r\n"
                        + "X-Forwarded-For: "
                        + OFFICE
                        + "\r\nAuthorization: Bearer "
                        + client.token()
                        + "\r\nConnection: close\r\n\r\n";

        String answer = GenesysServer.raw(server.port(), request);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("\r\nININ-Correlation-Id: ")
                .contains("\r\ninin-ratelimit-count: 1\r\n")
                .contains("\r\ninin-ratelimit-allowed: 300\r\n")
                .contains("\r\ninin-ratelimit-reset: 60\r\n")
                .contains("\r\nX-Sallyport-Mode: MONITOR\r\n")
                .contains("\r\nContent-Type: application/json");

        for (int i = 1; i < 300; i++) {
            assertThat(server.call(client, OFFICE, "GET", "/api/v2/ipranges", "").status())
                    .isEqualTo(200);
        }
        String over = GenesysServer.raw(server.port(), request);
        assertThat(over)
                .startsWith("HTTP/1.1 429")
                .containsPattern("\r\nRetry-After: [0-9]{1,2}\r\n")
                .contains("\r\ninin-ratelimit-count: 300\r\n")
                .contains("\r\nStrict-Transport-Security: max-age=600; includeSubDomains\r\n")
                .contains("\r\nCache-Control: no-cache, no-store, must-revalidate\r\n")
                .contains("\"code\":\"too.many.requests.retry.after\",\"status\":429");
        assertThat(
                        server.call(
                                        server.client("spelling", "organization"),
                                        OFFICE,
                                        "GET",
                                        SETTINGS,
                                        "")
                                .status())
                .as("another client has its own allowance")
                .isEqualTo(200);
    }

    @Test
    void whoIsNotKnownIsTold() {
        Client client = server.tenant("unknown");
        Answer nobody = GenesysServer.send("GET", server.root() + SETTINGS, "");
        refused(nobody, 401, "authentication.required");
        assertThat(nobody.header("inin-ratelimit-allowed")).isEqualTo("300");
        assertThat(nobody.header("inin-ratelimit-count")).isEqualTo("0");
        refused(
                GenesysServer.send(
                        "GET", server.root() + SETTINGS, "", "Authorization", "Bearer x"),
                401,
                "bad.credentials");
        Answer grant =
                GenesysServer.send(
                        "POST",
                        server.root() + "/oauth/token",
                        "grant_type=client_credentials",
                        "Authorization",
                        "Basic eDp5",
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(grant.status()).isEqualTo(401);
        assertThat(grant.json().path("error").asText()).isEqualTo("invalid_client");
        assertThat(grant.header("inin-correlation-id")).isNotEmpty();
        assertThat(server.call(client, OFFICE, "GET", SETTINGS, "").status()).isEqualTo(200);
    }

    @Test
    void aCallerOutsideIsRefusedOnEveryOperation() {
        Client client = server.tenant("outside");
        assertThat(server.save(client, "203.0.113.0/24").status()).isEqualTo(200);
        String before = server.state(client);
        String trust = "/api/v2/orgauthorization";

        for (String[] call :
                new String[][] {
                    {"GET", SETTINGS},
                    {"PATCH", SETTINGS},
                    {"GET", ADDRESSES},
                    {"PUT", ADDRESSES},
                    {"GET", DOMAINS},
                    {"PUT", DOMAINS},
                    {"GET", "/api/v2/ipranges"},
                    {"POST", trust + "/pairings"},
                    {"GET", trust + "/pairings/p"},
                    {"GET", trust + "/trustees"},
                    {"POST", trust + "/trustees"},
                    {"GET", trust + "/trustees/care"},
                    {"POST", trust + "/trustees/care"},
                    {"DELETE", trust + "/trustees/t"},
                    {"GET", trust + "/trustors"},
                    {"GET", "/api/v2/no-such-thing"},
                    {"DELETE", SETTINGS},
                }) {
            Answer answer = server.call(client, HOME, call[0], call[1], "{}");
            refused(answer, 401, "ip.not.authorized");
        }
        Answer token = server.token(client, HOME);
        assertThat(token.status()).as("a token is had, and worth nothing").isEqualTo(200);
        refused(
                server.call(client, "not an address", "GET", SETTINGS, ""),
                401,
                "ip.not.authorized");
        refused(server.call(client, "2001:db8::1", "GET", SETTINGS, ""), 401, "ip.not.authorized");
        assertThat(server.state(client)).isEqualTo(before);
    }

    @Test
    void onlyWhatIsEnforcedRefuses() {
        Client client = server.tenant("watched");
        server.policy("watched", "{\"mode\":\"DISABLED\",\"rules\":[]}");

        Answer saved = server.save(client, "203.0.113.0/24");

        assertThat(saved.header("x-sallyport-mode"))
                .as("later writes never change the mode")
                .isEqualTo("DISABLED");
        assertThat(server.call(client, HOME, "GET", SETTINGS, "").status()).isEqualTo(200);
    }

    @Test
    void whoeverSavesMustBeInside() {
        Client client = server.tenant("saver");
        String before = server.state(client);

        refused(server.save(client, "198.51.100.0/24"), 400, "ip.allowlist.caller.not.included");
        refused(
                server.call(
                        client,
                        "unknown",
                        "PATCH",
                        SETTINGS,
                        "{\"ipAddressAllowlist\":[" + LISTS + "]}"),
                400,
                "ip.allowlist.caller.unknown");
        refused(
                server.call(
                        client,
                        OFFICE,
                        "PUT",
                        ADDRESSES,
                        "{\"networkWhitelist\":[\"198.51.100.0/24\"]}"),
                400,
                "ip.allowlist.caller.not.included");
        assertThat(server.state(client)).isEqualTo(before);
        assertThat(server.save(client).status()).as("the empty list is anybody's").isEqualTo(200);
    }

    @Test
    void statusesOfForm() {
        Client client = server.tenant("form");
        String before = server.state(client);

        refused(server.call(client, OFFICE, "GET", "/api/v2/nothing", ""), 404, "not.found");
        refused(server.call(client, OFFICE, "GET", "/", ""), 404, "not.found");
        Answer method = server.call(client, OFFICE, "POST", SETTINGS, "{}");
        refused(method, 405, "method.not.allowed");
        assertThat(method.header("allow")).isEqualTo("GET, PATCH");
        refused(server.call(client, OFFICE, "DELETE", ADDRESSES, ""), 405, "method.not.allowed");
        for (String type :
                List.of(
                        "text/plain",
                        "application/json-patch+json",
                        "application/json;charset=utf-16")) {
            refused(
                    GenesysServer.send(
                            "PATCH",
                            server.root() + SETTINGS,
                            "{\"ipAddressAllowlist\":[]}",
                            "Authorization",
                            "Bearer " + client.token(),
                            "X-Forwarded-For",
                            OFFICE,
                            "Content-Type",
                            type),
                    415,
                    "unsupported.media.type");
        }
        String twoTypes =
                "PATCH /compat/genesys"
                        + SETTINGS
                        + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: "
                        + OFFICE
                        + "\r\nAuthorization: Bearer "
                        + client.token()
                        + "\r\nContent-Type: application/json\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
        assertThat(GenesysServer.raw(server.port(), twoTypes)).startsWith("HTTP/1.1 415");
        String ranges = String.join(",", Collections.nCopies(700_000, LISTS));
        refused(
                patch(client, "{\"ipAddressAllowlist\":[" + ranges + "]}"),
                413,
                "request.entity.too.large");
        for (String size : List.of("x", "0", "-1", "101", "99999999999")) {
            refused(
                    server.call(
                            client,
                            OFFICE,
                            "GET",
                            "/api/v2/orgauthorization/trustees?pageSize=" + size,
                            ""),
                    400,
                    "invalid.value");
        }
        assertThat(server.state(client)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"ipAddressAllowlist\":[\"203.0.113.0/24\"",
                "[]",
                "null",
                "[{\"op\":\"replace\",\"path\":\"/ipAddressAllowlist\",\"value\":[]}]",
                "{\"ipAddressAllowlist\":[],\"ipAddressAllowlist\":[\"203.0.113.0/24\"]}",
                "{\"__proto__\":{\"ipAddressAllowlist\":[]}}",
                "{\"constructor\":{\"prototype\":{}}}",
                "{\"ipAddressAllowlist\":{\"0\":\"203.0.113.0/24\"}}",
                "{\"ipAddressAllowlist\":[{\"cidr\":\"203.0.113.0/24\"}]}",
                "{\"ipAddressAllowlist\":[\"203.0.113.7\"]}",
                "{\"ipAddressAllowlist\":[\"203.0.113.0/24\",\"2001:db8::/32\"]}",
                "{\"ipAddressAllowlist\":[\"203.0.113.0/24\",\"203.0.113.0/255.255.255.0\"]}",
                "{\"ipAddressAllowlist\":[\"203.0.113.0/24\",\"\"]}",
                "{\"ipAddressAllowlist\":[\"203.0.113.0/24\",null]}",
                "{\"universalLogout\":true}",
                "{\"passwordRequirements\":{\"minimumLength\":20},\"ipAddressAllowlist\":[\"203.0.113.0/24\"]}",
                "{\"domainAllowlist\":[\"\\u0000\"]}",
            })
    void whatIsWrongChangesNothing(String body) {
        Client client = hostile();
        String before = server.state(client);

        Answer answer = patch(client, body);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.code()).isIn("bad.request", "invalid.value");
        refused(answer, 400, answer.code());
        assertThat(server.state(client)).isEqualTo(before);
    }

    @Test
    void nestingIsBounded() {
        Client client = hostile();
        String before = server.state(client);

        refused(
                patch(client, "{\"ipAddressAllowlist\":" + "[".repeat(100_000)),
                400,
                "bad.request");
        refused(patch(client, "{\"x\":" + "{\"x\":".repeat(100_000)), 400, "bad.request");
        String many = String.join(",", Collections.nCopies(OVER_THE_MOST, LISTS));
        Answer tooMany = patch(client, "{\"ipAddressAllowlist\":[" + many + "]}");
        refused(tooMany, 400, "invalid.value");
        assertThat(tooMany.json().path("limit").path("value").asInt()).isEqualTo(150);
        assertThat(server.state(client)).isEqualTo(before);
    }

    private static Client hostile() {
        Client made = hostile;
        if (made == null) {
            made = server.tenant("hostile");
            assertThat(server.save(made, "203.0.113.0/24").status()).isEqualTo(200);
            hostile = made;
        }
        return made;
    }

    @Test
    void textsAndOrderAreEchoed() {
        Client client = server.tenant("echo");
        String list =
                "[\"203.0.113.9/24\",\"192.168.100.0/22\",\"10.0.0.0/8\",\"203.0.113.0/24\",\"10.0.0.0/8\"]";

        Answer saved = patch(client, "{\"ipAddressAllowlist\":" + list + "}");

        assertThat(saved.status()).as("%s", saved).isEqualTo(200);
        assertThat(saved.json().path("ipAddressAllowlist").toString()).isEqualTo(list);
        Answer older = server.call(client, OFFICE, "GET", ADDRESSES, "");
        assertThat(older.json().path("networkWhitelist").toString()).isEqualTo(list);
        assertThat(server.evaluated("echo", "192.168.101.1"))
                .as("private networks are networks like all others")
                .isEqualTo("allow");
        assertThat(patch(client, "{}").json().path("ipAddressAllowlist").toString())
                .as("what is absent is unchanged")
                .isEqualTo(list);
        assertThat(patch(client, "{\"ipAddressAllowlist\":null}").json().path("ipAddressAllowlist"))
                .as("null is the empty list")
                .isEmpty();
        assertThat(server.evaluated("echo", HOME)).isEqualTo("allow");
    }

    @Test
    void whatIsAnsweredCanBeSentBackWhole() {
        Client client = server.tenant("whole");
        assertThat(server.save(client, "203.0.113.0/24").status()).isEqualTo(200);
        String before = server.state(client);
        String answered = server.call(client, OFFICE, "GET", SETTINGS, "").body();

        assertThat(patch(client, answered).body()).isEqualTo(answered);
        assertThat(server.state(client)).as("and publishes nothing").isEqualTo(before);
    }

    @Test
    void aPutThatForgetsTheListOpensNothing() {
        Client client = server.tenant("forgotten");
        assertThat(server.save(client, "203.0.113.0/24").status()).isEqualTo(200);

        refused(server.call(client, OFFICE, "PUT", ADDRESSES, "{}"), 400, "bad.request");
        assertThat(server.evaluated("forgotten", HOME)).isEqualTo("deny");
        assertThat(
                        server.call(client, OFFICE, "PUT", ADDRESSES, "{\"networkWhitelist\":null}")
                                .status())
                .isEqualTo(200);
        assertThat(server.evaluated("forgotten", HOME)).isEqualTo("allow");
    }

    @Test
    void aPolicyBeyondTheListIsReadAsFarAsItGoesAndNeverOverwritten() {
        Client client = server.tenant("beyond");
        server.policy(
                "beyond",
                """
                {"mode":"ENFORCE","rules":[{"id":"office","effect":"ALLOW","sources":[
                 {"prefix":"203.0.113.0/24"},{"prefix":"2001:db8::/32"}]}]}
                """);
        String before = server.state(client);

        Answer read = server.call(client, OFFICE, "GET", SETTINGS, "");
        assertThat(read.json().path("ipAddressAllowlist").toString())
                .isEqualTo("[\"203.0.113.0/24\"]");
        Answer refused = server.save(client, "203.0.113.0/24");
        refused(refused, 400, "ip.allowlist.not.representable");
        assertThat(refused.json().path("message").asText()).contains("rule `office`", "IPv6");
        assertThat(read.header("x-sallyport-notice")).contains("not shown: rule `office`", "IPv6");
        refused(server.save(client), 400, "ip.allowlist.not.representable");
        assertThat(server.state(client)).isEqualTo(before);
    }

    @Test
    void webDomainsPublishNothingAndAreAudited() {
        Client client = server.tenant("domains");
        server.policy("domains", "{\"rules\":[]}");
        String policy = server.operate("GET", "/api/v1/tenants/domains/policy", "").body();

        Answer put =
                server.call(
                        client,
                        OFFICE,
                        "PUT",
                        DOMAINS,
                        "{\"enableWhitelist\":true,\"domainWhitelist\":[\"a.example\"]}");

        assertThat(put.status()).isEqualTo(200);
        assertThat(server.operate("GET", "/api/v1/tenants/domains/policy", "").body())
                .isEqualTo(policy);
        assertThat(put.header("x-sallyport-mode")).isEqualTo("MONITOR");
        assertThat(server.operate("GET", "/api/v1/tenants/domains/audit", "").body())
                .contains("door.settings-changed")
                .contains("client:" + client.id());
        assertThat(server.save(client, "203.0.113.0/24").json().path("domainAllowlist").toString())
                .isEqualTo("[\"a.example\"]");
    }

    /** The API knows no versions: the last writer wins, and nobody is told otherwise. */
    @Test
    void writersAtOneTimeAreAllServed() throws InterruptedException, ExecutionException {
        Client client = server.tenant("writers");
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 24; i++) {
                String own = "198.51.100." + i + "/32";
                answers.add(threads.submit(() -> server.save(client, "203.0.113.0/24", own)));
            }
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).as("%s", answer.get()).isEqualTo(200);
        }
        String last =
                server.call(client, OFFICE, "GET", SETTINGS, "")
                        .json()
                        .path("ipAddressAllowlist")
                        .get(1)
                        .asText();
        for (int i = 0; i < 24; i++) {
            String address = "198.51.100." + i;
            assertThat(server.evaluated("writers", address))
                    .isEqualTo(last.equals(address + "/32") ? "allow" : "deny");
        }
    }

    @Test
    void tenantsAreApart() {
        Client one = server.tenant("one");
        Client two = server.tenant("two");
        assertThat(server.save(one, "203.0.113.0/24").status()).isEqualTo(200);

        assertThat(server.call(two, HOME, "GET", SETTINGS, "").json().path("ipAddressAllowlist"))
                .isEmpty();
        assertThat(server.evaluated("two", HOME)).isEqualTo("allow");
        String request =
                "GET "
                        + SETTINGS
                        + " HTTP/1.1\r\nHost: %s.genesys.example.com\r\nX-Forwarded-For: "
                        + OFFICE
                        + "\r\nAuthorization: Bearer "
                        + one.token()
                        + "\r\nConnection: close\r\n\r\n";
        assertThat(GenesysServer.raw(server.port(), request.formatted("one")))
                .startsWith("HTTP/1.1 200")
                .contains("203.0.113.0/24");
        assertThat(GenesysServer.raw(server.port(), request.formatted("two")))
                .startsWith("HTTP/1.1 401")
                .contains("bad.credentials")
                .doesNotContain("203.0.113.0/24");
    }

    @Test
    void anOperatorHasNoOrganisation() {
        Answer refused =
                server.operate("GET", "/compat/genesys" + SETTINGS, "", "X-Forwarded-For", OFFICE);

        refused(refused, 403, "not.authorized");
    }

    @Test
    void aRevisionThatWaitsIsAConflict() {
        Client client = server.tenant("waiting");
        Answer before = server.operate("GET", "/api/v1/tenants/waiting/policy", "");
        Answer waiting =
                server.operate(
                        "PUT",
                        "/api/v1/tenants/waiting/policy?confirmWithin=PT30M",
                        "{\"mode\":\"MONITOR\",\"rules\":[]}",
                        "If-Match",
                        before.header("etag"));
        assertThat(waiting.status()).as("%s", waiting).isEqualTo(200);

        Answer refused = server.save(client, "203.0.113.0/24");

        refused(refused, 409, "general.conflict");
        assertThat(refused.json().path("details").get(0).path("errorCode").asText())
                .isEqualTo("policy.unconfirmed");
    }

    @Test
    void aFailureOfOursIsA500InTheirShape() throws SQLException, IOException {
        Client client = server.tenant("broken");
        assertThat(
                        server.call(client, OFFICE, "PUT", DOMAINS, "{\"enableWhitelist\":true}")
                                .status())
                .isEqualTo(200);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE door_document SET document = 'x' WHERE tenant ="
                                            + " 'broken'"))
                    .isEqualTo(1);
        }

        Answer failed = server.call(client, OFFICE, "GET", SETTINGS, "");

        refused(failed, 500, "internal.server.error");
        assertThat(failed.body()).doesNotContain("Exception");
    }
}
