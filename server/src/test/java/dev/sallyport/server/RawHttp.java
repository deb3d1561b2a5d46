package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Requests byte by byte, as no HTTP library would send them. */
final class RawHttp {

    private static final int TIMEOUT_MILLIS = 60_000;

    private RawHttp() {}

    static int ask(int gatePort, String host, String clientAddress) {
        String answer =
                send(
                        gatePort,
                        "GET / HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nX-Forwarded-For: "
                                + clientAddress
                                + "\r\nX-Original-URI: /\r\nConnection: close\r\n\r\n");
        return status(answer);
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** Sends the bytes and returns everything that is answered until the connection ends. */
    static String send(int port, String request) {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return rest(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /* A reset behind the answer is no fault of the answer. */
    static String rest(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                answer.write(buffer, 0, count);
            }
        } catch (IOException reset) {
            if (answer.size() == 0) {
                throw reset;
            }
        }
        return answer.toString(ISO_8859_1);
    }
}
