package dev.sallyport.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A connection that sends exactly the bytes a test says and reads answers one by one. */
final class RawClient implements AutoCloseable {

    /** One answer, its header names in lower case. */
    record Response(int status, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "(absent)");
        }
    }

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    RawClient(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** Connects from a loopback address of the test's choice. */
    RawClient(int port, String from) throws IOException {
        this(port, from, 0);
    }

    private RawClient(int port, String from, int bufferSize) throws IOException {
        if (bufferSize > 0) {
            socket.setReceiveBufferSize(bufferSize);
            socket.setSendBufferSize(bufferSize);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects with as little room as the system allows for bytes on their way. */
    static RawClient narrow(int port) throws IOException {
        return new RawClient(port, "127.0.0.1", 4096);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    Response read() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new IOException("not a status line: `" + status + "`");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String before =
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
            if (before != null) {
                throw new IOException("repeated in the answer: `" + line + "`");
            }
        }
        return new Response(Integer.parseInt(status.substring(9, 12)), headers);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException(
                        "the connection ended inside `" + line.toString(ISO_8859_1) + "`");
            }
            line.write(b);
        }
        String text = line.toString(ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("a line of the answer ends in LF alone");
        }
        return text.substring(0, text.length() - 1);
    }

    /** Returns whether the server has closed; waits for it or for its next byte. */
    boolean isAtEnd() throws IOException {
        in.mark(1);
        boolean atEnd = in.read() < 0;
        in.reset();
        return atEnd;
    }

    /** Returns whether the server closes without sending anything more; waits for it. */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
