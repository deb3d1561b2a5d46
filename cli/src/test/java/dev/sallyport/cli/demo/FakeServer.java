package dev.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that keeps to the contract of the server as far as the demonstration needs it: the
 * lines it prints, the token, the tenant, the policy, and answers of the decision port. Denies what
 * comes from 66.0.0.0/8.
 */
public final class FakeServer {

    private FakeServer() {}

    /** Starts both ports; the data folder shows what it was asked. */
    public static void main(String[] arguments) throws IOException {
        if (System.getenv("SALLYPORT_FAKE_FAILS") != null) {
            System.err.println("the data folder is in use");
            System.exit(1);
        }
        Path data = Path.of(arguments[List.of(arguments).indexOf("--data") + 1]);
        Files.createDirectories(data);
        HttpServer api = listen();
        api.createContext("/", FakeServer::api);
        api.start();
        HttpServer gate = listen();
        gate.createContext("/", FakeServer::gate);
        gate.start();
        System.out.println("api listening on http://127.0.0.1:" + api.getAddress().getPort());
        System.out.println("gate listening on http://127.0.0.1:" + gate.getAddress().getPort());
        System.out.println("ready");
    }

    private static HttpServer listen() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private static void api(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("ETag", "\"0\"");
            boolean token = exchange.getRequestURI().getPath().equals("/oauth/token");
            byte[] body = (token ? "{\"access_token\":\"t\"}" : "{}").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void gate(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known =
                    "acme.example.com".equals(exchange.getRequestHeaders().getFirst("Host"))
                            && exchange.getRequestHeaders().getFirst("X-Original-URI") != null;
            String address =
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-For"));
            boolean denied = address.startsWith("66.");
            exchange.getResponseHeaders().set("X-Sallyport-Evaluated", denied ? "deny" : "allow");
            exchange.getResponseHeaders()
                    .set("X-Sallyport-Reason", denied ? "denied-by-rule" : "no-restriction");
            exchange.sendResponseHeaders(known ? 204 : 403, -1);
        }
    }
}
