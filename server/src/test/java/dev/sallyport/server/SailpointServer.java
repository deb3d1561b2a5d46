package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testkit.MaxMindDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A server with geo data, channels and a tenant, and its SailPoint door. */
final class SailpointServer implements AutoCloseable {

    static final String DOOR = "/compat/sailpoint";
    static final String NETWORK = DOOR + "/v3/auth-org/network-config";
    static final String PROFILES = DOOR + "/v2025/auth-profiles";
    static final String SAMPLE =
            "{\"range\":[\"1.3.7.2\",\"255.255.255.252/30\"],\"geolocation\":[\"CA\",\"FR\",\"HT\"],"
                    + "\"whitelisted\":true}";

    private final TestServer server;

    private SailpointServer(TestServer server) {
        this.server = server;
    }

    static SailpointServer start(Path folder, String... more) {
        try {
            Path geo =
                    new MaxMindDatabase(true, Instant.parse("2026-01-01T00:00:00Z"))
                            .country("1.3.7.0/24", "CA")
                            .country("203.0.113.0/25", "FR")
                            .country("198.51.100.0/24", "US")
                            .country("2001:db8::/48", "FR")
                            .writeTo(folder.resolve("countries.mmdb"));
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    "--geo.files=" + geo,
                                    "--gate.trusted-proxies=127.0.0.1",
                                    "--server.trusted-proxies=127.0.0.1",
                                    "--gate.answer-headers=full",
                                    "--gate.fact-headers=roles,principal"));
            arguments.addAll(List.of(more));
            SailpointServer started =
                    new SailpointServer(
                            TestServer.start(
                                    folder.resolve("data"), arguments.toArray(String[]::new)));
            Api operator = started.operator();
            operator.tenant("acme");
            Answer declared =
                    operator.put(
                            "/api/v1/channels",
                            "[{\"id\":\"sso\",\"paths\":[\"/saml/\"]},{\"id\":\"ui\",\"paths\":[\"/ui/\"]}]");
            assertThat(declared.status()).as(declared.body()).isLessThan(300);
            return started;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Api api() {
        return server.api();
    }

    Api operator() {
        return server.api().asOperator();
    }

    TestServer server() {
        return server;
    }

    /** Returns calls of a fresh client of a tenant, made from Canada. */
    Api clientOf(String tenant, String... scopes) {
        Answer made = operator().client(tenant, scopes);
        Answer token = server.api().token(made.text("client_id"), made.text("client_secret"));
        return server.api()
                .withToken(token.text("access_token"))
                .with("X-Forwarded-For", "1.3.7.2");
    }

    Api client(String... scopes) {
        return clientOf("acme", scopes);
    }

    Api manager() {
        return client("sp:auth-org:manage", "sp:auth-profile:read", "sp:auth-profile:update");
    }

    /** Asks the decision port; returns what was evaluated, `allow` or `deny`. */
    String evaluated(String address, String path) {
        return evaluated(address, path, "");
    }

    String evaluated(String address, String path, String more) {
        return evaluated("acme", address, path, more);
    }

    String evaluated(String tenant, String address, String path, String more) {
        String answer =
                RawHttp.send(
                        server.gatePort(),
                        "GET / HTTP/1.1\r\nHost: "
                                + tenant
                                + ".example.com\r\nX-Forwarded-For: "
                                + address
                                + "\r\nX-Original-URI: "
                                + path
                                + "\r\n"
                                + more
                                + "Connection: close\r\n\r\n");
        for (String line : answer.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("x-sallyport-evaluated:")) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        throw new AssertionError("nothing evaluated: " + answer);
    }

    String policy() {
        return operator().get("/api/v1/tenants/acme/policy").body();
    }

    /** Replaces the policy natively, as somebody who has just read it. */
    void natively(String policy) {
        Answer before = operator().get("/api/v1/tenants/acme/policy");
        Answer put =
                operator()
                        .with("If-Match", before.etag())
                        .put(
                                "/api/v1/tenants/acme/policy?override=policy.would-lock-out&reason=test",
                                policy);
        assertThat(put.status()).as(put.body()).isEqualTo(200);
    }

    static Answer patch(Api api, String path, String patch) {
        return api.with("Content-Type", "application/json-patch+json").send("PATCH", path, patch);
    }

    @Override
    public void close() {
        server.close();
    }
}
