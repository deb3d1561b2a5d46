package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server of keys on a real socket, as good or as bad as a test wants it. */
final class KeyServer implements AutoCloseable {

    /** How a connection is answered once its request is read. */
    interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private volatile Behaviour behaviour;

    /** How many requests there were. */
    final AtomicInteger requests = new AtomicInteger();

    /** How many bytes of bodies were written. */
    final AtomicLong written = new AtomicLong();

    KeyServer(Behaviour first) {
        behaviour = first;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::serve);
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    KeySetLocation location() {
        return KeySetLocation.parse("http://127.0.0.1:" + listening.getLocalPort() + "/keys");
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                line = in.readLine();
            }
            requests.incrementAndGet();
            behaviour.answer(connection.getOutputStream());
        } catch (IOException gone) {
            /* The client has cut the connection. */
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static Behaviour whole(String status, String type, String body) {
        return out -> {
            byte[] bytes = body.getBytes(UTF_8);
            out.write(
                    ("HTTP/1.1 "
                                    + status
                                    + "\r\nContent-Type: "
                                    + type
                                    + "\r\nConnection: close\r\nContent-Length: "
                                    + bytes.length
                                    + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            out.write(bytes);
            out.flush();
        };
    }

    static Behaviour keys(String... jwks) {
        return whole("200 OK", "application/json", TestIssuer.set(jwks));
    }

    /** Writes a good answer byte by byte, one every so many milliseconds. */
    static Behaviour dripping(long pauseMillis, String... jwks) {
        return out -> {
            byte[] bytes = TestIssuer.set(jwks).getBytes(UTF_8);
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            for (byte each : bytes) {
                out.write(each);
                out.flush();
                Thread.sleep(pauseMillis);
            }
        };
    }

    /** Writes a body of 100 MB, with or without saying so before. */
    Behaviour enormous(boolean announced) {
        return out -> {
            long length = 100L << 20;
            out.write(
                    ("HTTP/1.1 200 OK\r\n"
                                    + (announced ? "Content-Length: " + length + "\r\n" : "")
                                    + "Connection: close\r\n\r\n{\"keys\":[")
                            .getBytes(ISO_8859_1));
            byte[] spaces = " ".repeat(64 << 10).getBytes(ISO_8859_1);
            for (long left = length; left > 0; left -= spaces.length) {
                out.write(spaces);
                written.addAndGet(spaces.length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
