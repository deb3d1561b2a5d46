package dev.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One connection to the decision port, kept open, on which subrequests are asked as nginx asks
 * them. The class library's client does not let one choose the header {@code Host}. Not
 * thread-safe.
 */
final class GateConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST_LINE = 16_384;

    /**
     * What the gate answered.
     *
     * @param status the HTTP status
     * @param headers its headers, names in lower case
     */
    record Answer(int status, Map<String, String> headers) {

        /** Returns a header, empty if it is absent. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    /**
     * Connects.
     *
     * @throws IOException if nobody answers there
     */
    GateConnection(URI gate) throws IOException {
        socket.connect(new InetSocketAddress(gate.getHost(), gate.getPort()), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * Asks about one request.
     *
     * @param host the host the request was for
     * @param address the client address
     * @param path the path and query, as the client sent them
     * @throws IOException if there is no answer
     */
    Answer ask(String host, String address, String path) throws IOException {
        String head =
                "GET /decide HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nX-Forwarded-For: "
                        + address
                        + "\r\nX-Original-URI: "
                        + path
                        + "\r\n\r\n";
        out.write(head.getBytes(ISO_8859_1));
        out.flush();
        String[] statusLine = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
        return new Answer(Integer.parseInt(statusLine[1]), headers);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the gate closed the connection");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
