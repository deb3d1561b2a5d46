package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.egress.document.EgressDocument;
import dev.sallyport.egress.document.EgressDocumentWriter;
import dev.sallyport.egress.document.KeySetDocument;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressList;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.egress.signature.Jws;
import dev.sallyport.engine.address.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A publisher on real sockets: answers with what it was given, byte for byte. */
final class Publisher implements AutoCloseable {

    /** Writes a whole answer by itself. */
    interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    static final String LIST = "/network/us-east-1/egress.json";
    static final String KEYS = "/network/keys.json";
    static final Instant CREATED = Instant.parse("2026-06-01T00:00:00Z");

    final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final List<String> posted = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile @Nullable Instant date;
    private final ServerSocket socket;

    private Publisher(ServerSocket socket) {
        this.socket = socket;
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    static Publisher start() throws IOException {
        return new Publisher(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
    }

    static Publisher on(ServerSocket socket) {
        return new Publisher(socket);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    static byte[] list(long serial, Instant created, String... prefixes) {
        List<EgressPrefix> lines =
                Arrays.stream(prefixes)
                        .map(text ->
                                new EgressPrefix(
                                        IpPrefix.parse(text),
                                        "default",
                                        Direction.OUTBOUND,
                                        CREATED,
                                        null,
                                        null))
                        .toList();
        return EgressDocumentWriter.write(
                new EgressDocument(
                        "https://saas.example",
                        new EgressList("us-east-1", serial, created, lines),
                        List.of()));
    }

    /** Publishes a list with the signature of a key. */
    void publish(EgressSigningKey key, long serial, String... prefixes) {
        publish(key, list(serial, CREATED, prefixes));
    }

    void publish(EgressSigningKey key, byte[] document) {
        documents.put(LIST, document);
        documents.put(
                LIST + ".jws", (Jws.signDetached(key, Jws.LIST, document) + "\n").getBytes(UTF_8));
    }

    /** Publishes keys, each of which vouches for all. */
    void keys(EgressSigningKey... keys) {
        byte[] document =
                KeySetDocument.write(Arrays.stream(keys).map(EgressSigningKey::publicKey).toList());
        StringBuilder lines = new StringBuilder();
        for (EgressSigningKey key : keys) {
            lines.append(Jws.signDetached(key, Jws.KEYS, document)).append('\n');
        }
        documents.put(KEYS, document);
        documents.put(KEYS + ".jws", lines.toString().getBytes(UTF_8));
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread _ = Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                head.write(c);
            }
            answer(head.toString(ISO_8859_1), in, connection.getOutputStream());
        } catch (IOException | InterruptedException gone) {
            // The agent has gone away, as it should from some answers.
        }
    }

    private void answer(String head, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        String path = head.split(" ", 3)[1];
        asked.add(path);
        if (head.startsWith("POST")) {
            int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
            posted.add(path + " " + new String(in.readNBytes(length), UTF_8));
            out.write("HTTP/1.1 204 Done\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            return;
        }
        Answer special = answers.get(path);
        if (special != null) {
            special.write(out);
            return;
        }
        byte[] document = documents.get(path);
        if (document == null) {
            out.write(
                    "HTTP/1.1 404 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(ISO_8859_1));
            return;
        }
        String tag = "\"" + StateText.digest(document).substring(0, 16) + "\"";
        Instant clock = date;
        String common =
                "Connection: close\r\nETag: "
                        + tag
                        + "\r\n"
                        + (clock == null
                                ? ""
                                : "Date: "
                                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                clock.atOffset(ZoneOffset.UTC))
                                        + "\r\n");
        if (head.contains("If-None-Match: " + tag)) {
            out.write(("HTTP/1.1 304 Same\r\n" + common + "\r\n").getBytes(ISO_8859_1));
            return;
        }
        out.write(
                ("HTTP/1.1 200 OK\r\n" + common + "Content-Length: " + document.length + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
        out.write(document);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
