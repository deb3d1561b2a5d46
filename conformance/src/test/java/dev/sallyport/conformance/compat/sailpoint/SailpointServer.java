package dev.sallyport.conformance.compat.sailpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.server.RunningServer;
import dev.sallyport.server.config.ConfigurationLoader;
import dev.sallyport.testkit.MaxMindDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A whole server behind a trusted proxy on this machine, so that callers come from wherever their
 * header says, with geo data and a declared channel {@code sso}.
 */
final class SailpointServer implements AutoCloseable {

    /** In Canada; where everybody calls from. */
    static final String OFFICE = "1.3.7.2";

    static final String FRANCE = "203.0.113.1";
    static final String NOWHERE = "203.0.113.200";
    static final String AMERICA = "198.51.100.1";

    static final String NETWORK = "/v3/auth-org/network-config";
    static final String PROFILE = "/v2025/auth-profiles/default";
    static final String SAMPLE =
            "{\"range\":[\"1.3.7.2\",\"255.255.255.252/30\"],\"geolocation\":[\"CA\",\"FR\",\"HT\"],"
                    + "\"whitelisted\":true}";

    private static final String SECRET = "a-secret-that-tests-know";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer; names of headers in lower case. */
    record Answer(int status, Map<String, List<String>> headers, String body) {

        JsonNode json() {
            return parsed(body);
        }

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    /** A client of one tenant. */
    record Client(String tenant, String id, String secret, String token) {}

    private final RunningServer server;
    private final String operator;

    private SailpointServer(RunningServer server) {
        this.server = server;
        operator = form("/oauth/token", "operator", SECRET).json().get("access_token").asText();
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
                                    "--data=" + folder.resolve("data"),
                                    "--port=0",
                                    "--gate-port=0",
                                    "--geo.files=" + geo,
                                    "--gate.trusted-proxies=127.0.0.1/32",
                                    "--server.trusted-proxies=127.0.0.1/32",
                                    "--gate.answer-headers=full",
                                    "--gate.fact-headers=principal,roles",
                                    "--operator.client-secret=" + SECRET));
            arguments.addAll(List.of(more));
            ConfigurationLoader.Result result = ConfigurationLoader.load(arguments, Map.of());
            if (!(result instanceof ConfigurationLoader.Result.Loaded(var configuration))) {
                throw new AssertionError(result.toString());
            }
            SailpointServer started = new SailpointServer(RunningServer.start(configuration));
            Answer declared =
                    started.operate(
                            "PUT", "/api/v1/channels", "[{\"id\":\"sso\",\"paths\":[\"/saml/\"]}]");
            if (declared.status() >= 300) {
                throw new AssertionError(declared.toString());
            }
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException noJson) {
            throw new AssertionError("no JSON: " + json, noJson);
        }
    }

    int port() {
        return server.apiPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** Returns the root of the door. */
    String root() {
        return origin() + "/compat/sailpoint";
    }

    /** Makes a tenant whose host is {@code ID.example.com}, and a client of it. */
    Client tenant(String id, String... scopes) {
        Answer made =
                operate(
                        "POST",
                        "/api/v1/tenants",
                        "{\"id\":\"" + id + "\",\"hosts\":[\"" + id + ".example.com\"]}");
        if (made.status() != 201) {
            throw new AssertionError(made.toString());
        }
        return client(
                id,
                scopes.length == 0
                        ? new String[] {
                            "sp:auth-org:manage", "sp:auth-profile:read", "sp:auth-profile:update"
                        }
                        : scopes);
    }

    /** Makes another client of a tenant. */
    Client client(String tenant, String... scopes) {
        Answer made =
                operate(
                        "POST",
                        "/api/v1/tenants/" + tenant + "/clients",
                        "{\"name\":\"test\",\"scopes\":[\""
                                + String.join("\",\"", scopes)
                                + "\"]}");
        String id = made.json().path("client_id").asText();
        String secret = made.json().path("client_secret").asText();
        Answer token = form("/compat/sailpoint/oauth/token", id, secret);
        return new Client(tenant, id, secret, token.json().path("access_token").asText());
    }

    /** Asks for a token as Go and Python do. */
    Answer form(String path, String id, String secret) {
        return send(
                "POST",
                origin() + path,
                "grant_type=client_credentials&client_id="
                        + URLEncoder.encode(id, UTF_8)
                        + "&client_secret="
                        + URLEncoder.encode(secret, UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    /** Asks for a token as TypeScript and PowerShell do. */
    Answer multipart(String id, String secret) {
        StringBuilder body = new StringBuilder();
        List.of(
                        List.of("grant_type", "client_credentials"),
                        List.of("client_id", id),
                        List.of("client_secret", secret))
                .forEach(part ->
                        body.append("--b1\r\nContent-Disposition: form-data; name=\"")
                                .append(part.getFirst())
                                .append("\"\r\n\r\n")
                                .append(part.getLast())
                                .append("\r\n"));
        body.append("--b1--\r\n");
        return send(
                "POST",
                root() + "/oauth/token",
                body.toString(),
                "Content-Type",
                "multipart/form-data; boundary=b1");
    }

    /** Calls the native API as the operator. */
    Answer operate(String method, String path, String body, String... headers) {
        return send(
                method,
                origin() + path,
                body,
                joined(
                        headers,
                        "Authorization",
                        "Bearer " + operator,
                        "Content-Type",
                        "application/json"));
    }

    private static String[] joined(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /** Replaces a tenant's policy by the native API. */
    void policy(String tenant, String json) {
        Answer before = operate("GET", "/api/v1/tenants/" + tenant + "/policy", "");
        Answer put =
                operate(
                        "PUT",
                        "/api/v1/tenants/" + tenant + "/policy",
                        json,
                        "If-Match",
                        before.header("etag"));
        if (put.status() != 200) {
            throw new AssertionError(put.toString());
        }
    }

    /** Returns all there is to compare of a tenant, its revision included. */
    String state(Client client) {
        Answer policy = operate("GET", "/api/v1/tenants/" + client.tenant() + "/policy", "");
        return policy.header("etag") + policy.body() + call(client, "GET", NETWORK, "").body();
    }

    /** Calls the door from the office. */
    Answer call(Client client, String method, String path, String body) {
        return as(
                client,
                method,
                path,
                body,
                "Content-Type",
                method.equals("PATCH") ? "application/json-patch+json" : "application/json");
    }

    /** Calls the door from the office, with other headers. */
    Answer as(Client client, String method, String path, String body, String... headers) {
        return send(
                method,
                root() + path,
                body,
                joined(
                        headers,
                        "Authorization",
                        "Bearer " + client.token(),
                        "X-Forwarded-For",
                        OFFICE));
    }

    /** Returns what the decision port says is evaluated for a request of a tenant. */
    String evaluated(String tenant, String address) {
        return evaluated(tenant, address, "/", "");
    }

    /** Returns the same for a path, with further lines of a request. */
    String evaluated(String tenant, String address, String path, String more) {
        return asked(tenant, address, path, more, "x-sallyport-evaluated");
    }

    /** Returns one header of what the decision port says. */
    String asked(String tenant, String address, String path, String more, String header) {
        String answer =
                raw(
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
        return answer.lines()
                .filter(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1))
                .map(line -> line.substring(header.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Sends bytes to a port and returns all that is answered. */
    static String raw(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Answer send(String method, String url, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + url, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
