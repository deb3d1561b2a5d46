package dev.sallyport.conformance.compat.sailpoint;

import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.AMERICA;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.NETWORK;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.OFFICE;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.PROFILE;
import static dev.sallyport.conformance.compat.sailpoint.SailpointServer.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients that are not run here send, what comes with ill will, and every refusal. */
final class WireTest {

    @TempDir private static Path folder;

    private static SailpointServer server;
    private static int tenants;

    private String tenant = "";
    private SailpointServer.Client client;

    @BeforeAll
    static void start() {
        server =
                SailpointServer.start(
                        folder,
                        "--compat.hosts=sp.example.net=sailpoint,{tenant}.api.example.net=sailpoint",
                        "--compat.sailpoint-roles=contractor");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /* Each test has a tenant of its own. */
    @BeforeEach
    void makeTenant() {
        tenant = "t" + tenants++;
        client = server.tenant(tenant);
    }

    private static void dto(SailpointServer.Answer answer, int status, String detailCode) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.json().path("detailCode").asText()).isEqualTo(detailCode);
        assertThat(answer.json().path("trackingId").asText()).matches("[0-9a-f]{32}");
        assertThat(answer.json().at("/messages/0/localeOrigin").asText()).isEqualTo("DEFAULT");
        assertThat(answer.json().at("/messages/0/text").asText()).isNotEmpty();
        assertThat(answer.json().path("causes").isArray()).isTrue();
    }

    @Test
    void aTokenComesByEachOfThreeCarriersWithTheFieldsThatClientsRead() {
        for (SailpointServer.Answer token :
                List.of(
                        server.multipart(client.id(), client.secret()),
                        server.form("/compat/sailpoint/oauth/token", client.id(), client.secret()),
                        SailpointServer.send(
                                "POST",
                                server.root()
                                        + "/oauth/token?grant_type=client_credentials&client_id="
                                        + client.id()
                                        + "&client_secret="
                                        + client.secret(),
                                ""))) {
            assertThat(token.status()).as(token.body()).isEqualTo(200);
            assertThat(token.json().path("token_type").asText()).isEqualTo("bearer");
            assertThat(token.json().path("expires_in").asInt()).isEqualTo(3600);
            assertThat(token.json().path("org").asText()).isEqualTo(tenant);
            assertThat(token.json().path("scope").asText()).contains("sp:auth-org:manage");
            assertThat(token.json().has("jti")).isTrue();
            assertThat(token.json().has("identity_id")).isFalse();
            assertThat(token.header("x-sallyport-mode")).isEqualTo("MONITOR");
        }
        SailpointServer.Answer natively =
                SailpointServer.send(
                        "POST",
                        server.origin()
                                + "/oauth/token?grant_type=client_credentials&client_id="
                                + client.id()
                                + "&client_secret="
                                + client.secret(),
                        "");
        assertThat(natively.status()).as("secrets in a query are this door's alone").isEqualTo(415);
        SailpointServer.Answer wrong = server.multipart(client.id(), "wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void tenRetriesOfOneBadRequestLockNothing() {
        for (int i = 0; i < 11; i++) {
            assertThat(server.multipart(client.id(), "wrong").status()).isEqualTo(401);
            dto(
                    server.call(client, "POST", NETWORK, "{\"range\":[\"x\"]}"),
                    400,
                    "400.1 Bad Request Content");
        }
        assertThat(server.multipart(client.id(), client.secret()).status()).isEqualTo(200);
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
    }

    @Test
    void whatGoSendsLeavesMembersOut() {
        SailpointServer.Answer made =
                server.as(
                        client,
                        "POST",
                        "/auth-org/v1/network-config",
                        "{\"geolocation\":[\"US\"]}",
                        "Content-Type",
                        "application/json",
                        "X-SailPoint-Experimental",
                        "true",
                        "X-SailPoint-SDK",
                        "go-3.0.4");
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.body())
                .isEqualTo("{\"range\":null,\"geolocation\":[\"US\"],\"whitelisted\":false}");
        assertThat(server.evaluated(tenant, AMERICA)).isEqualTo("deny");
    }

    @Test
    void everyRefusalHasItsShape() {
        dto(server.call(client, "GET", NETWORK, ""), 404, "404 Not found");
        dto(server.call(client, "PATCH", NETWORK, "[]"), 404, "404 Not found");
        dto(server.call(client, "GET", "/v3/nothing", ""), 404, "404 Not found");
        dto(server.call(client, "GET", "/v1/auth-org/network-config", ""), 404, "404 Not found");
        SailpointServer.Answer method = server.call(client, "DELETE", NETWORK, "");
        dto(method, 405, "405 Method Not Allowed");
        assertThat(method.header("allow")).isEqualTo("GET, PATCH, POST");
        dto(
                server.as(client, "POST", NETWORK, SAMPLE, "Content-Type", "text/plain"),
                415,
                "415 Unsupported Media Type");
        dto(
                server.as(
                        client,
                        "POST",
                        NETWORK,
                        SAMPLE,
                        "Content-Encoding",
                        "gzip",
                        "Content-Type",
                        "application/json"),
                415,
                "415 Unsupported Media Type");
        SailpointServer.Client other = server.client(tenant, "sp:auth-profile:read");
        dto(server.call(other, "GET", NETWORK, ""), 403, "403 Forbidden");

        SailpointServer.Answer none = SailpointServer.send("GET", server.root() + NETWORK, "");
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.json().fieldNames()).toIterable().containsExactly("error");
        SailpointServer.Answer bad =
                SailpointServer.send(
                        "GET", server.root() + NETWORK, "", "Authorization", "Bearer x.y.z");
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.header("x-sallyport-mode")).isEmpty();
    }

    @Test
    void aHundredCallsInTenSecondsForEachClientAndVersion() {
        SailpointServer.Answer last = server.call(client, "GET", NETWORK, "");
        int calls = 1;
        while (last.status() != 429 && calls < 150) {
            last = server.call(client, "GET", NETWORK, "");
            calls++;
        }
        assertThat(calls).isGreaterThanOrEqualTo(101);
        assertThat(last.body()).isEqualTo("{\"message\":\" Rate Limit Exceeded \"}");
        assertThat(Integer.parseInt(last.header("retry-after"))).isBetween(1, 10);
        assertThat(last.header("x-sallyport-mode")).isEqualTo("MONITOR");
        assertThat(server.call(client, "GET", "/v2024/auth-org/network-config", "").status())
                .as("another version")
                .isEqualTo(404);
        SailpointServer.Client other = server.client(tenant, "sp:auth-org:read");
        assertThat(server.call(other, "GET", NETWORK, "").status())
                .as("another client")
                .isEqualTo(404);
    }

    /* What is kept is made unreadable behind the server's back. */
    @Test
    void aFailureIsAnsweredInTheirShapeWithoutItsCause() throws SQLException {
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("data").resolve("state.db"));
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE door_document SET document = 'broken' WHERE tenant = '"
                                            + tenant
                                            + "'"))
                    .isEqualTo(1);
        }
        for (SailpointServer.Answer failed :
                List.of(
                        server.call(client, "GET", NETWORK, ""),
                        server.call(client, "POST", NETWORK, SAMPLE),
                        server.call(client, "PATCH", NETWORK, "[]"),
                        server.call(client, "GET", PROFILE, ""))) {
            dto(failed, 500, "500.0 Internal Fault");
            assertThat(failed.body()).doesNotContain("broken");
        }
        assertThat(server.evaluated(tenant, AMERICA)).as("what is decided stays").isEqualTo("deny");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"range\":[\"1.3.7.2\"",
                "",
                "null",
                "[]",
                "{\"range\":[\"1.3.7.2\"],\"range\":[]}",
                "{\"__proto__\":{\"range\":[]}}",
                "{\"ranges\":[]}",
                "{\"range\":\"1.3.7.2\"}",
                "{\"whitelisted\":null}",
                "{\"geolocation\":[null]}",
                "{\"range\":[\"0x7f.1\",\"010.0.0.1\",\"1.2.3\",\"fe80::1%eth0\",\"1.3.7.2/33\"]}"
            })
    void badConfigurationsChangeNothing(String body) {
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
        String before = server.state(client);
        dto(server.call(client, "POST", NETWORK, body), 400, "400.1 Bad Request Content");
        assertThat(server.state(client)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"op\":\"add\",\"path\":\"/range/99999999\",\"value\":\"1.1.1.1\"}]",
                "[{\"op\":\"add\",\"path\":\"/range/99999999999999999999\",\"value\":\"1.1.1.1\"}]",
                "[{\"op\":\"add\",\"path\":\"/-\",\"value\":\"1.1.1.1\"}]",
                "[{\"op\":\"add\",\"path\":\"/whitelisted/-\",\"value\":\"1.1.1.1\"}]",
                "[{\"op\":\"add\",\"path\":\"/range/01\",\"value\":\"1.1.1.1\"}]",
                "[{\"op\":\"add\",\"path\":\"/__proto__/range\",\"value\":[]}]",
                "[{\"op\":\"add\",\"path\":\"/constructor/prototype\",\"value\":[]}]",
                "[{\"op\":\"move\",\"from\":\"/range\",\"path\":\"/range/0\"}]",
                "[{\"op\":\"copy\",\"path\":\"/range\"}]",
                "[{\"op\":\"frob\",\"path\":\"/range\"}]",
                "[{\"op\":\"replace\",\"path\":\"range\",\"value\":[]}]",
                "[{\"op\":\"remove\",\"path\":\"\"}]",
                "[{\"op\":\"replace\",\"path\":\"\",\"value\":[]}]",
                "[{\"op\":\"replace\",\"path\":\"/range~2\",\"value\":[]}]",
                "[{\"op\":\"replace\",\"path\":\"/range\",\"value\":[],\"value\":null}]",
                "[{\"op\":\"replace\",\"path\":\"/range\",\"value\":[\"10.0.0.0/8\"]},"
                        + "{\"op\":\"test\",\"path\":\"/whitelisted\",\"value\":false}]",
                "7",
                "[[]]"
            })
    void badPatchesChangeNothing(String patch) {
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
        String before = server.state(client);
        SailpointServer.Answer answer = server.call(client, "PATCH", NETWORK, patch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("detailCode").asText()).startsWith("400.1");
        assertThat(server.state(client)).isEqualTo(before);
    }

    @Test
    void tooMuchOfAnythingIsRefusedAndChangesNothing() {
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
        String before = server.state(client);
        String many = "{\"range\":[" + "\"10.0.0.1\",".repeat(900_000) + "\"10.0.0.1\"]}";
        dto(server.call(client, "POST", NETWORK, many), 413, "413 Payload Too Large");
        String some = "{\"range\":[" + "\"10.0.0.1\",".repeat(200_000) + "\"10.0.0.1\"]}";
        dto(server.call(client, "POST", NETWORK, some), 400, "400.1 Bad Request Content");
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        dto(
                server.call(client, "POST", NETWORK, "{\"range\":" + deep + "}"),
                400,
                "400.1 Bad Request Content");
        dto(
                server.call(
                        client,
                        "PATCH",
                        NETWORK,
                        "[{\"op\":\"test\",\"path\":\"/range\",\"value\":" + deep + "}]"),
                400,
                "400.1 Bad Request Content");
        dto(
                server.call(
                        client,
                        "PATCH",
                        NETWORK,
                        "[{\"op\":\"test\",\"path\":\"/range\",\"value\":["
                                + "1,".repeat(2_000_000)
                                + "1]}]"),
                400,
                "400.1 Bad Request Content");
        dto(
                server.call(
                        client, "POST", NETWORK, "{\"range\":[\"" + "1".repeat(5_000_000) + "\"]}"),
                400,
                "400.1 Bad Request Content");
        assertThat(server.state(client)).isEqualTo(before);
    }

    @Test
    void tenantsAreApartAlsoWhereTheHostNamesOne() {
        String another = tenant + "-other";
        SailpointServer.Client zeta = server.tenant(another);
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
        String before = server.state(client);
        assertThat(server.call(zeta, "GET", NETWORK, "").status()).isEqualTo(404);
        assertThat(server.call(zeta, "POST", NETWORK, "{\"geolocation\":[\"US\"]}").status())
                .isEqualTo(200);
        assertThat(
                        server.call(
                                        zeta,
                                        "PATCH",
                                        PROFILE,
                                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":false}]")
                                .status())
                .isEqualTo(200);
        assertThat(server.state(client)).isEqualTo(before);

        String own = hosted(tenant + ".api.example.net", NETWORK, client);
        assertThat(own).startsWith("HTTP/1.1 200").contains(SAMPLE);
        assertThat(hosted(tenant + ".api.example.net", NETWORK, zeta)).startsWith("HTTP/1.1 401");
        assertThat(hosted(another + ".api.example.net", NETWORK, client))
                .startsWith("HTTP/1.1 401");
        assertThat(hosted("sp.example.net", "//v3/auth-org/network-config", client))
                .startsWith("HTTP/1.1 200");
        assertThat(hosted("sp.example.net", "/api/v1/tenants/" + tenant, client))
                .as("everything at such a host is the door's")
                .startsWith("HTTP/1.1 404")
                .contains("detailCode");
        assertThat(hosted(tenant + ".api.example.net", "/oauth/info", client))
                .contains(
                        "\"tenantName\":\"" + tenant + "\"",
                        "\"tokenEndpoint\":\"http://" + tenant + ".api.example.net/oauth/token\"")
                .contains("X-Sallyport-Mode: ENFORCE");
        assertThat(hosted("nobody.api.example.net", "/oauth/info", client))
                .startsWith("HTTP/1.1 404");
        assertThat(SailpointServer.send("GET", server.root() + "/oauth/info", "").body())
                .contains("\"tenantName\":null");
    }

    private String hosted(String host, String path, SailpointServer.Client by) {
        return SailpointServer.raw(
                server.port(),
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nX-Forwarded-For: "
                        + OFFICE
                        + "\r\nAuthorization: Bearer "
                        + by.token()
                        + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void scopesAreThoseOfThatSystemAndOurOwnIncludeThem() {
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
        record Row(String scope, int read, int write, int profile, int patch) {}
        for (Row row :
                List.of(
                        new Row("sp:auth-org:read", 200, 403, 403, 403),
                        new Row("sp:auth-org:manage", 200, 200, 403, 403),
                        new Row("sp:auth-org:create", 200, 200, 403, 403),
                        new Row("sp:auth-org:update", 200, 200, 403, 403),
                        new Row("sp:auth-profile:read", 403, 403, 200, 403),
                        new Row("sp:auth-profile:update", 403, 403, 200, 200),
                        new Row("sp:scopes:all", 200, 200, 200, 200),
                        new Row("sallyport:read", 200, 403, 200, 403),
                        new Row("sallyport:manage", 200, 200, 200, 200),
                        new Row("sallyport:audit", 403, 403, 403, 403))) {
            SailpointServer.Client by = server.client(tenant, row.scope());
            assertThat(
                            List.of(
                                    server.call(by, "GET", NETWORK, "").status(),
                                    server.call(by, "POST", NETWORK, SAMPLE).status(),
                                    server.call(by, "GET", PROFILE, "").status(),
                                    server.call(by, "PATCH", PROFILE, "[]").status()))
                    .as(row.scope())
                    .isEqualTo(List.of(row.read(), row.write(), row.profile(), row.patch()));
        }
        SailpointServer.Client door = server.client(tenant, "sp:scopes:all");
        assertThat(
                        SailpointServer.send(
                                        "GET",
                                        server.origin() + "/api/v1/tenants/" + tenant + "/policy",
                                        "",
                                        "Authorization",
                                        "Bearer " + door.token())
                                .status())
                .as("they stand for nothing elsewhere")
                .isEqualTo(403);
        SailpointServer.Client genesys = server.client(tenant, "sallyport:read");
        assertThat(server.call(genesys, "GET", NETWORK, "").status()).isEqualTo(200);
    }

    @Test
    void aProfileOfARoleHoldsForThatRole() {
        String contractor = "/v2026/auth-profiles/role-contractor";
        assertThat(server.call(client, "POST", NETWORK, SAMPLE).status()).isEqualTo(200);
        dto(
                server.call(
                        client,
                        "PATCH",
                        contractor,
                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":false}]"),
                400,
                "400.1.1 Illegal update attempt");
        for (String path : List.of("/offNetwork", "/untrustedGeography")) {
            assertThat(
                            server.call(
                                            client,
                                            "PATCH",
                                            PROFILE,
                                            "[{\"op\":\"replace\",\"path\":\""
                                                    + path
                                                    + "\",\"value\":false}]")
                                    .status())
                    .isEqualTo(200);
        }
        assertThat(
                        server.call(
                                        client,
                                        "PATCH",
                                        contractor,
                                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":true}]")
                                .status())
                .isEqualTo(200);
        assertThat(server.evaluated(tenant, AMERICA)).isEqualTo("allow");
        assertThat(
                        server.evaluated(
                                tenant,
                                AMERICA,
                                "/",
                                "X-Sallyport-Principal: user:alice\r\nX-Sallyport-Roles: contractor\r\n"))
                .isEqualTo("deny");
        assertThat(server.call(client, "GET", "/beta/auth-profiles", "").body())
                .contains("\"default\"", "\"role-contractor\"");
    }
}
