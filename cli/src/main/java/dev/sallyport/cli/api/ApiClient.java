package dev.sallyport.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Speaks to the API of one server as one client. Redirects are not followed: a token goes to the
 * server that was named and to no other. Not thread-safe.
 */
public final class ApiClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration LINES = Duration.ofMinutes(5);
    private static final int MAX_PROBLEM = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ApiSettings settings;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private @Nullable String token;

    /** Takes where and as whom; nothing is sent yet. */
    public ApiClient(ApiSettings settings) {
        this.settings = settings;
    }

    /** Returns a part of a path with everything encoded that has a meaning in paths. */
    public static String segment(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /**
     * Sends a request and returns the answer, whatever its status.
     *
     * @param path path and query, encoded
     * @param body a JSON document, or null
     * @param headers further headers
     * @throws CommandFailure if there is no answer, or no token
     */
    public ApiAnswer send(
            String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(path))
                        .timeout(ANSWER)
                        .header("Authorization", "Bearer " + token())
                        .header("Accept", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body, UTF_8));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        return exchange(request.build());
    }

    /**
     * Sends a request and returns the answer, a success.
     *
     * @throws CommandFailure if there is no answer or it is a problem
     */
    public ApiAnswer ask(String method, String path, @Nullable String body) {
        ApiAnswer answer = send(method, path, body, Map.of());
        if (!answer.isSuccess()) {
            throw failure(answer, ExitStatus.FAILURE);
        }
        return answer;
    }

    /**
     * Returns the items of all pages as one answer, an array.
     *
     * @param path the path of the pages, without a query
     * @throws CommandFailure if there is no answer or one is a problem
     */
    public ApiAnswer askPages(String path) {
        ArrayNode all = JSON.createArrayNode();
        ApiAnswer page = ask("GET", path, null);
        page.json().path("items").forEach(all::add);
        for (JsonNode next = page.json().path("next");
                next.isString();
                next = page.json().path("next")) {
            page = ask("GET", path + "?cursor=" + segment(next.asString()), null);
            page.json().path("items").forEach(all::add);
        }
        return new ApiAnswer(page.status(), page.headers(), all.toString(), all);
    }

    /**
     * Returns the query of a change that goes ahead in spite of refusals; empty if there is none.
     */
    public static String overrideQuery(List<String> overrides, @Nullable String reason) {
        StringBuilder query = new StringBuilder();
        for (String override : overrides) {
            query.append(query.isEmpty() ? '?' : '&').append("override=").append(segment(override));
        }
        if (reason != null) {
            query.append(query.isEmpty() ? '?' : '&').append("reason=").append(segment(reason));
        }
        return query.toString();
    }

    /**
     * Sends lines, each a JSON document, and returns the answer, whatever its status.
     *
     * @throws CommandFailure if there is no answer, or no token
     */
    public ApiAnswer sendLines(String path, String lines) {
        return exchange(
                HttpRequest.newBuilder(address(path))
                        .timeout(LINES)
                        .header("Authorization", "Bearer " + token())
                        .header(
                                "Accept",
                                "application/x-ndjson, application/json, application/problem+json")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines, UTF_8))
                        .build());
    }

    /**
     * Returns lines as the server sends them, however many; to be closed.
     *
     * @throws CommandFailure if there is no answer or it is a problem
     */
    public InputStream lines(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(address(path))
                        .timeout(ANSWER)
                        .header("Authorization", "Bearer " + token())
                        .header("Accept", "application/x-ndjson, application/problem+json")
                        .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(MAX_PROBLEM), UTF_8);
                throw failure(
                        new ApiAnswer(response.statusCode(), response.headers(), text, json(text)),
                        ExitStatus.FAILURE);
            }
        } catch (IOException failure) {
            throw unavailable(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILURE, "interrupted");
        }
    }

    private CommandFailure unavailable(IOException failure) {
        return new CommandFailure(
                ExitStatus.UNAVAILABLE,
                "the server %s does not answer: %s".formatted(settings.server(), words(failure)));
    }

    private URI address(String path) {
        return URI.create(settings.server() + path);
    }

    private String token() {
        String known = token;
        if (known == null) {
            known =
                    switch (settings.credentials()) {
                        case Credentials.Token(String value) -> value;
                        case Credentials.Client client -> newToken(client);
                    };
            token = known;
        }
        return known;
    }

    /* RFC 6749 section 2.3.1: id and secret are encoded like form data before they become a user and a password. */
    private String newToken(Credentials.Client client) {
        String pair =
                URLEncoder.encode(client.id(), UTF_8)
                        + ":"
                        + URLEncoder.encode(client.secret(), UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(address("/oauth/token"))
                        .timeout(ANSWER)
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();
        ApiAnswer answer = exchange(request);
        JsonNode value = answer.json().path("access_token");
        if (!answer.isSuccess() || !value.isString()) {
            JsonNode description = answer.json().path("error_description");
            if (answer.status() == 503 || !description.isString()) {
                throw failure(answer, ExitStatus.FAILURE);
            }
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "no token for client `" + client.id() + "`: " + description.asString());
        }
        return value.asString();
    }

    private ApiAnswer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
            return new ApiAnswer(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    json(response.body()));
        } catch (IOException failure) {
            throw unavailable(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILURE, "interrupted");
        }
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        return message == null ? "no connection" : message;
    }

    private static JsonNode json(String body) {
        try {
            JsonNode node = body.isEmpty() ? null : JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Returns a problem the server answered with, in words: its code, its detail, and every fault
     * with pointer and hint.
     *
     * @param exitStatus the status of the process, unless the server is unavailable
     */
    public static CommandFailure failure(ApiAnswer answer, int exitStatus) {
        JsonNode json = answer.json();
        List<String> lines = new ArrayList<>();
        for (JsonNode fault : json.path("errors")) {
            Problems.addFault(
                    lines,
                    fault.path("pointer").asString(""),
                    fault.path("code").asString(""),
                    fault.path("detail").asString(""),
                    fault.path("hint").asString(""));
        }
        String code = json.path("code").asString("");
        String remedy = json.path("remedy").asString("");
        if (lines.isEmpty() && !remedy.isEmpty()) {
            lines.add("  " + remedy);
        }
        String detail =
                json.path("detail").asString("the server answered with status " + answer.status());
        int status =
                answer.status() == 503 || answer.status() == 502 || answer.status() == 504
                        ? ExitStatus.UNAVAILABLE
                        : exitStatus;
        return new CommandFailure(
                status, detail + (code.isEmpty() ? "" : " (" + code + ")"), lines);
    }

    @Override
    public void close() {
        http.close();
    }
}
