package dev.sallyport.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that answers what a test prepared and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {

    /** One answer. */
    record Prepared(int status, String body, @Nullable String etag) {}

    private final HttpServer server;
    private final Map<String, Prepared> answers = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Starts on any free port. */
    public FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Prepares an answer to `METHOD /path?query`. */
    public FakeApi on(String request, int status, String body) {
        answers.put(request, new Prepared(status, body, null));
        return this;
    }

    /** Prepares an answer with an entity tag. */
    public FakeApi on(String request, int status, String body, String etag) {
        answers.put(request, new Prepared(status, body, etag));
        return this;
    }

    /** Returns what it was asked: method, path, If-Match if there was one, body. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String authorization =
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (request.equals("POST /oauth/token")) {
                String expected =
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString("ops%3A1:s%26cret".getBytes(UTF_8));
                boolean known =
                        authorization.equals(expected)
                                && body.equals("grant_type=client_credentials");
                send(
                        exchange,
                        known
                                ? new Prepared(
                                        200,
                                        "{\"access_token\":\"t0ken\",\"token_type\":\"Bearer\"}",
                                        null)
                                : new Prepared(
                                        401,
                                        "{\"error\":\"invalid_client\",\"error_description\":\"unknown"
                                                + " client\"}",
                                        null));
                return;
            }
            String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
            asked.add(
                    request
                            + (ifMatch == null ? "" : " " + ifMatch)
                            + (body.isEmpty() ? "" : " " + body));
            Prepared none =
                    new Prepared(
                            404,
                            "{\"code\":\"request.no-such-resource\",\"detail\":\"no resource\"}",
                            null);
            Prepared unauthorized =
                    new Prepared(401, "{\"code\":\"auth.invalid\",\"detail\":\"no token\"}", null);
            send(
                    exchange,
                    authorization.equals("Bearer t0ken")
                            ? answers.getOrDefault(request, none)
                            : unauthorized);
        }
    }

    private static void send(HttpExchange exchange, Prepared answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (answer.etag() != null) {
            exchange.getResponseHeaders().set("ETag", answer.etag());
            // As the entity tags of policies do, it begins with the revision.
            exchange.getResponseHeaders()
                    .set("X-Sallyport-Revision", answer.etag().replaceAll("\"|\\..*", ""));
        }
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
