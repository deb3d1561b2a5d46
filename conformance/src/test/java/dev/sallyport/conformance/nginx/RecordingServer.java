package dev.sallyport.conformance.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that answers every request alike, with the very head it received as the body where there
 * may be one.
 */
final class RecordingServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final String status;
    private volatile String lastHead = "";

    /** Answers `200 OK` with a body, as an application. */
    static RecordingServer application() throws IOException {
        return new RecordingServer("200 OK");
    }

    /** Answers 204, as a gate that lets everybody in. */
    static RecordingServer gate() throws IOException {
        return new RecordingServer("204 No Content");
    }

    private RecordingServer(String status) throws IOException {
        this.status = status;
        listening = new ServerSocket(0, 256, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Returns the head of the last request, lines separated by LF. */
    String lastHead() {
        return lastHead;
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                lastHead = head;
                boolean bodiless = head.startsWith("HEAD ") || status.startsWith("204");
                String body = bodiless ? "" : head;
                String length =
                        status.startsWith("204") ? "" : "Content-Length: " + head.length() + "\r\n";
                String answer = "HTTP/1.1 " + status + "\r\n" + length + "\r\n" + body;
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            }
        } catch (IOException ended) {
            /* The proxy closed its connection. */
        } finally {
            open.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int atLineStart = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\r') {
                continue;
            }
            head.write(b);
            atLineStart = b == '\n' ? atLineStart + 1 : 0;
            if (atLineStart == 2) {
                return head.toString(ISO_8859_1);
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
