package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/** One connection to the gate over which many requests go at a time, as a trusted nginx asks. */
final class GatePipe implements AutoCloseable {

    private static final int AT_A_TIME = 200;

    private final Socket socket;
    private final StringBuilder requests = new StringBuilder();
    private final byte[] buffer = new byte[1 << 16];
    private int waiting;

    GatePipe(int port) {
        try {
            socket = RawHttp.open(port);
            socket.setTcpNoDelay(true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Asks for somebody, or nobody if the name is empty. */
    void ask(String tenant, String address, String user) {
        requests.append("GET / HTTP/1.1\r\nHost: ")
                .append(tenant)
                .append(".example.com\r\nX-Forwarded-For: ")
                .append(address)
                .append("\r\nX-Original-URI: /\r\n");
        if (!user.isEmpty()) {
            requests.append("X-Sallyport-Principal: user:").append(user).append("\r\n");
        }
        requests.append("\r\n");
        if (++waiting == AT_A_TIME) {
            flush();
        }
    }

    /** Waits for all answers; each must be 204. */
    void flush() {
        try {
            socket.getOutputStream().write(requests.toString().getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream answers = socket.getInputStream();
            StringBuilder text = new StringBuilder();
            int answered = 0;
            int from = 0;
            while (answered < waiting) {
                int count = answers.read(buffer);
                if (count < 0) {
                    throw new AssertionError("the gate hung up: " + text);
                }
                text.append(new String(buffer, 0, count, ISO_8859_1));
                for (int end = text.indexOf("\r\n\r\n", from);
                        end >= 0;
                        end = text.indexOf("\r\n\r\n", from)) {
                    if (!text.substring(from, end).startsWith("HTTP/1.1 204")) {
                        throw new AssertionError(text.substring(from, end));
                    }
                    answered++;
                    from = end + 4;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        requests.setLength(0);
        waiting = 0;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
