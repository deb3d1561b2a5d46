package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Somebody who is told by webhooks: a real socket that answers byte by byte what a test wants. */
final class Receiver implements AutoCloseable {

    /** A message as it came. */
    record Received(String path, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What a receiver does with a connection whose request was read. */
    interface Behaviour {
        void answer(OutputStream output) throws IOException, InterruptedException;
    }

    static final Behaviour OK = status(200);

    private final ServerSocket socket;
    private final Function<Received, Behaviour> behaviour;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private Receiver(ServerSocket socket, Function<Received, Behaviour> behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    static Receiver start(Function<Received, Behaviour> behaviour) throws IOException {
        return start(0, behaviour);
    }

    static Receiver start(int port, Function<Received, Behaviour> behaviour) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Receiver(socket, behaviour);
    }

    static Receiver on(ServerSocket socket, Function<Received, Behaviour> behaviour) {
        return new Receiver(socket, behaviour);
    }

    static Behaviour status(int status, String... headers) {
        String more = String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n");
        return output ->
                output.write(
                        ("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n" + more + "\r\n")
                                .getBytes(ISO_8859_1));
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream input = connection.getInputStream();
            String path = line(input, ISO_8859_1).split(" ", -1)[1];
            Map<String, String> headers = new HashMap<>();
            for (String header = line(input, ISO_8859_1);
                    !header.isEmpty();
                    header = line(input, ISO_8859_1)) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            Received message =
                    new Received(path, headers, new String(input.readNBytes(length), UTF_8));
            received.add(message);
            OutputStream output = connection.getOutputStream();
            behaviour.apply(message).answer(output);
            output.flush();
        } catch (IOException gone) {
            // The other side has gone; a test looks at what was received.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(InputStream input, Charset charset) throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new IOException("the request ends early");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(charset);
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?key=secret-of-the-receiver";
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    /** Returns the events that arrived, in order, each message once. */
    List<String> events() {
        return received.stream()
                .map(message -> message.header("webhook-id") + " " + message.body())
                .distinct()
                .map(text -> text.replaceAll("(?s).*\"type\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    void await(int count) {
        await(() -> received.size() >= count, Duration.ofSeconds(30));
    }

    static void await(java.util.function.BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it did not happen in time");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
