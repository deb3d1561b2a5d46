package dev.sallyport.conformance.compat.genesys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.server.RunningServer;
import dev.sallyport.server.config.ConfigurationLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A whole server behind a trusted proxy on this machine, so that callers come from wherever their
 * header says.
 */
final class GenesysServer implements AutoCloseable {

    /** Where everybody calls from who says nothing else. */
    static final String OFFICE = "203.0.113.7";

    static final String SETTINGS = "/api/v2/organizations/authentication/settings";
    static final String ADDRESSES = "/api/v2/organizations/ipaddressauthentication";
    static final String DOMAINS = "/api/v2/organizations/whitelist";

    private static final String SECRET = "a-secret-that-tests-know";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer; names of headers in lower case. */
    record Answer(int status, Map<String, List<String>> headers, String body) {

        JsonNode json() {
            return parsed(body);
        }

        String code() {
            return json().path("code").asText();
        }

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    /** A client of one tenant. */
    record Client(String tenant, String id, String secret, String token) {}

    private final RunningServer server;
    private final String operator;

    private GenesysServer(RunningServer server) {
        this.server = server;
        operator = token("/oauth/token", "operator", SECRET).json().get("access_token").asText();
    }

    static GenesysServer start(Path folder, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("--server.trusted-proxies=127.0.0.1/32");
        return startAlone(folder, all.toArray(String[]::new));
    }

    /** Starts one whose API trusts no proxy: everybody comes from this machine. */
    static GenesysServer startAlone(Path folder, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--data=" + folder,
                                "--port=0",
                                "--gate-port=0",
                                "--gate.trusted-proxies=127.0.0.1/32",
                                "--gate.answer-headers=full",
                                "--operator.client-secret=" + SECRET));
        arguments.addAll(List.of(more));
        ConfigurationLoader.Result result = ConfigurationLoader.load(arguments, Map.of());
        if (!(result instanceof ConfigurationLoader.Result.Loaded(var configuration))) {
            throw new AssertionError(result.toString());
        }
        return new GenesysServer(RunningServer.start(configuration));
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

    /** Returns the root of the door. */
    String root() {
        return "http://127.0.0.1:" + port() + "/compat/genesys";
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
                id, scopes.length == 0 ? new String[] {"organization", "authorization"} : scopes);
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
        Answer token = token("/compat/genesys/oauth/token", id, secret);
        return new Client(tenant, id, secret, token.json().path("access_token").asText());
    }

    private Answer token(String path, String id, String secret, String... headers) {
        String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "Authorization",
                                "Basic " + basic,
                                "Content-Type",
                                "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return send(
                "POST",
                "http://127.0.0.1:" + server.apiPort() + path,
                "grant_type=client_credentials",
                all.toArray(String[]::new));
    }

    /** Asks for a token from an address. */
    Answer token(Client client, String from) {
        return token(
                "/compat/genesys/oauth/token",
                client.id(),
                client.secret(),
                "X-Forwarded-For",
                from);
    }

    /** Calls the native API as the operator. */
    Answer operate(String method, String path, String body, String... headers) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "Authorization",
                                "Bearer " + operator,
                                "Content-Type",
                                "application/json"));
        all.addAll(List.of(headers));
        return send(
                method,
                "http://127.0.0.1:" + server.apiPort() + path,
                body,
                all.toArray(String[]::new));
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

    /** Returns all there is to compare of a tenant: its policy with its revision, and its lists. */
    String state(Client client) {
        Answer policy = operate("GET", "/api/v1/tenants/" + client.tenant() + "/policy", "");
        return policy.header("etag")
                + policy.body()
                + operate("GET", "/api/v1/tenants/" + client.tenant() + "/lists", "").body()
                + call(client, OFFICE, "GET", DOMAINS, "").body();
    }

    /** Calls the door from an address. */
    Answer call(Client client, String from, String method, String path, String body) {
        return send(
                method,
                root() + path,
                body,
                "Authorization",
                "Bearer " + client.token(),
                "Content-Type",
                "application/json",
                "X-Forwarded-For",
                from);
    }

    /** Saves a list from the office. */
    Answer save(Client client, String... networks) {
        String list = networks.length == 0 ? "" : "\"" + String.join("\",\"", networks) + "\"";
        return call(client, OFFICE, "PATCH", SETTINGS, "{\"ipAddressAllowlist\":[" + list + "]}");
    }

    /** Returns what the decision port says is evaluated for a request of a tenant. */
    String evaluated(String tenant, String address) {
        return asked(tenant, address, "/", "x-sallyport-evaluated");
    }

    /** Returns one header of what the decision port says. */
    String asked(String tenant, String address, String path, String header) {
        String answer =
                raw(
                        server.gatePort(),
                        "GET / HTTP/1.1\r\nHost: "
                                + tenant
                                + ".example.com\r\nX-Forwarded-For: "
                                + address
                                + "\r\nX-Original-URI: "
                                + path
                                + "\r\nConnection: close\r\n\r\n");
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
