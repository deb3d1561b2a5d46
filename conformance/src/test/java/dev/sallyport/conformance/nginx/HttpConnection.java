package dev.sallyport.conformance.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client's kept connection, opened again when the server closes it; sends exactly the bytes a
 * test says.
 */
final class HttpConnection implements AutoCloseable {

    /** One response, its header names in lower case. */
    record Response(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "(absent)");
        }
    }

    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private final String from;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    /** Will connect from a loopback address of the test's choice. */
    HttpConnection(int port, String from) {
        this.port = port;
        this.from = from;
    }

    Response exchange(String request) throws IOException {
        InputStream input = in == null ? open() : in;
        if (socket == null) {
            throw new IllegalStateException("opened before");
        }
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        Response response = read(input, request.startsWith("HEAD "));
        if (response.header("connection").equals("close")) {
            close();
        }
        return response;
    }

    private InputStream open() throws IOException {
        Socket opened = new Socket();
        opened.setSoTimeout(PATIENCE_MILLIS);
        opened.setTcpNoDelay(true);
        opened.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        opened.connect(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
        InputStream input = new BufferedInputStream(opened.getInputStream());
        socket = opened;
        in = input;
        return input;
    }

    private static Response read(InputStream in, boolean isHead) throws IOException {
        String status = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + " AND " + other);
        }
        int length = isHead ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("no answer in this test is chunked");
        }
        String body = new String(in.readNBytes(length), ISO_8859_1);
        return new Response(Integer.parseInt(status.substring(9, 12)), headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException(
                        "the connection ended inside `" + line.toString(ISO_8859_1) + "`");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
