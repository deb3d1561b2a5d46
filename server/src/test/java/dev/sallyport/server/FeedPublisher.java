package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/* Publishes a feed over real sockets, well or badly. */
final class FeedPublisher implements AutoCloseable {

    @FunctionalInterface
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private volatile Answering answering = exchange -> exchange.sendResponseHeaders(404, -1);
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger notModified = new AtomicInteger();

    FeedPublisher() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    try (exchange) {
                        answering.answer(exchange);
                    }
                });
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void answers(Answering next) {
        answering = next;
    }

    /* A document with an entity tag, gzipped, and 304 for whoever has it. */
    void publishes(String document) {
        String tag = "\"" + Integer.toHexString(document.hashCode()) + "\"";
        answers(exchange -> {
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                notModified.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(document.getBytes(UTF_8));
            }
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
    }

    void says(int status, String text) {
        answers(exchange -> {
            byte[] bytes = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    /* Ninety networks 20.0.N.0/24 of us-east-1 EC2 from `first` on, and three of eu-west-1 S3. */
    static String aws(long token, int first, int count) {
        String prefixes =
                IntStream.range(first, first + count)
                        .mapToObj(i -> entry("20.0." + i + ".0/24", "us-east-1", "EC2"))
                        .collect(Collectors.joining(","));
        String others =
                IntStream.range(0, 3)
                        .mapToObj(i -> entry("20.9." + i + ".0/24", "eu-west-1", "S3"))
                        .collect(Collectors.joining(","));
        return "{\"syncToken\":\"%d\",\"createDate\":\"2026-04-15-21-07-04\",\"prefixes\":[%s,%s],\"ipv6_prefixes\":[]}"
                .formatted(token, prefixes, others);
    }

    private static String entry(String prefix, String region, String service) {
        return "{\"ip_prefix\":\"%s\",\"region\":\"%s\",\"service\":\"%s\",\"network_border_group\":\"%s\"}"
                .formatted(prefix, region, service, region);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
