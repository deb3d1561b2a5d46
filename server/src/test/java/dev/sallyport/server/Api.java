package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls of the API with one token, or with none. */
final class Api {

    static final String OPERATOR = "operator";
    static final String OPERATOR_SECRET = "a secret that tests know";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();

    private final int port;
    private final List<String> headers;

    private Api(int port, List<String> headers) {
        this.port = port;
        this.headers = headers;
    }

    static Api at(int port) {
        return new Api(port, List.of());
    }

    Api with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.addAll(List.of(name, value));
        return new Api(port, more);
    }

    Api withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Returns this with a token of the first operator. */
    Api asOperator() {
        return as(OPERATOR, OPERATOR_SECRET);
    }

    /** Returns this with a token of a client. */
    Api as(String clientId, String secret) {
        Answer answer = token(clientId, secret);
        if (answer.status() != 200) {
            throw new AssertionError("no token: " + answer);
        }
        return withToken(answer.text("access_token"));
    }

    Answer token(String clientId, String secret) {
        return form(
                "grant_type=client_credentials&client_id="
                        + URLEncoder.encode(clientId, UTF_8)
                        + "&client_secret="
                        + URLEncoder.encode(secret, UTF_8));
    }

    Answer form(String body) {
        return with("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", "/oauth/token", body);
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return with("Content-Type", "application/json").send("POST", path, json);
    }

    Answer put(String path, String json) {
        return with("Content-Type", "application/json").send("PUT", path, json);
    }

    Answer patch(String path, String json) {
        return with("Content-Type", "application/json").send("PATCH", path, json);
    }

    Answer send(String method, String path, String body) {
        return send(method, path, BodyPublishers.ofString(body));
    }

    Answer send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(method, body);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + path, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Makes a tenant whose host is {@code ID.example.com}. */
    void tenant(String id) {
        Answer made =
                post(
                        "/api/v1/tenants",
                        "{\"id\":\"" + id + "\",\"hosts\":[\"" + id + ".example.com\"]}");
        if (made.status() != 201) {
            throw new AssertionError("no tenant: " + made);
        }
    }

    /** Makes a client of a tenant and returns it as answered. */
    Answer client(String tenant, String... scopes) {
        String list = String.join("\",\"", scopes);
        Answer made =
                post(
                        "/api/v1/tenants/" + tenant + "/clients",
                        "{\"name\":\"test\",\"scopes\":[\"" + list + "\"]}");
        if (made.status() != 201) {
            throw new AssertionError("no client: " + made + Arrays.toString(scopes));
        }
        return made;
    }

    /** Makes a client of a tenant and returns calls with a token of it. */
    Api newClient(String tenant, String... scopes) {
        Answer client = client(tenant, scopes);
        return at(port).as(client.text("client_id"), client.text("client_secret"));
    }
}
