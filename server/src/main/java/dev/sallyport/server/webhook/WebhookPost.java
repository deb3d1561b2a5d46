package dev.sallyport.server.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.address.IpAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Posts one message to a URL and says how that was answered. Safe for use by several threads. */
final class WebhookPost {

    /*
     * The name is resolved once, the addresses are looked at, and the connection is made to one of those: a name that means
     * another address a moment later (DNS rebinding) reaches nothing. HTTP clients resolve on their own, so the one request that
     * is needed is written here: HTTP/1.1, one connection for each message, no redirects, of the answer only the status
     * line counts. The platform verifies the certificate against the name in the URL (ADR 28).
     *
     * A deadline closes the socket whatever the receiver does, byte by byte or not at all.
     */

    /** The message was not answered; why, in words for people. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String why) {
            super(why);
        }
    }

    private static final int MAX_LINE = 8192;
    private static final int MAX_BODY = 64 << 10;
    private static final int MAX_ADDRESSES = 3;
    private static final int MAX_INTERIM = 5;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Targets targets;
    private final SSLSocketFactory tls;
    private final Duration connectTimeout;
    private final Duration timeout;
    private final ScheduledExecutorService deadlines;

    /**
     * Posts to {@code targets}.
     *
     * @param tls makes TLS connections; its trust is that in receivers
     * @param connectTimeout how long an address may take to be connected to
     * @param timeout how long the rest may take
     * @param deadlines a thread that closes what takes longer
     */
    WebhookPost(
            Targets targets,
            SSLSocketFactory tls,
            Duration connectTimeout,
            Duration timeout,
            ScheduledExecutorService deadlines) {
        this.targets = targets;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        this.timeout = timeout;
        this.deadlines = deadlines;
    }

    /**
     * Posts a body and returns the status that was answered, 100 to 999.
     *
     * @param headers further headers, visible ASCII without line breaks
     * @throws FailedException if nothing was answered
     */
    int post(URI url, Map<String, String> headers, String body) throws FailedException {
        boolean isTls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : isTls ? HTTPS : HTTP;
        try (Socket plain = connected(url.getHost(), port)) {
            AtomicBoolean isLate = new AtomicBoolean();
            ScheduledFuture<?> deadline =
                    deadlines.schedule(
                            () -> {
                                isLate.set(true);
                                close(plain);
                            },
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
            try {
                Socket socket = isTls ? secured(plain, url.getHost(), port) : plain;
                return exchange(socket, url, headers, body);
            } catch (IOException failed) {
                throw new FailedException(isLate.get() ? late() : words(failed));
            } finally {
                boolean _ = deadline.cancel(false);
            }
        } catch (IOException failedToClose) {
            throw new FailedException(words(failedToClose));
        }
    }

    private String late() {
        return "no answer within " + timeout.toSeconds() + " s";
    }

    /* What a receiver sent stays out of it. */
    private static String words(IOException failed) {
        if (failed instanceof SSLException) {
            return "the certificate or the TLS handshake was not good";
        }
        return failed instanceof MalformedAnswerException
                ? "what was answered is no HTTP"
                : "the connection broke before an answer";
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // It is what was wanted.
        }
    }

    private Socket connected(String host, int port) throws FailedException {
        List<InetAddress> allowed = allowed(host);
        String why = "";
        for (InetAddress address : allowed) {
            Socket socket = new Socket();
            boolean done = false;
            try {
                socket.connect(
                        new InetSocketAddress(address, port), (int) connectTimeout.toMillis());
                socket.setSoTimeout((int) timeout.toMillis());
                socket.setTcpNoDelay(true);
                done = true;
                return socket;
            } catch (SocketTimeoutException late) {
                why = "no connection within " + connectTimeout.toSeconds() + " s";
            } catch (IOException failed) {
                why = "no connection";
            } finally {
                if (!done) {
                    close(socket);
                }
            }
        }
        throw new FailedException(why);
    }

    private List<InetAddress> allowed(String host) throws FailedException {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new FailedException("the host has no address that messages are sent to");
        }
        List<InetAddress> allowed = new ArrayList<>();
        for (InetAddress each : all) {
            if (allowed.size() < MAX_ADDRESSES
                    && targets.isAllowed(IpAddress.ofBytes(each.getAddress()))) {
                allowed.add(each);
            }
        }
        if (allowed.isEmpty()) {
            throw new FailedException("the host has no address that messages are sent to");
        }
        return allowed;
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static int exchange(Socket socket, URI url, Map<String, String> headers, String body)
            throws IOException {
        byte[] content = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder(512);
        head.append("POST ").append(target(url)).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(url.getRawAuthority()).append("\r\n");
        head.append("User-Agent: Sallyport-Webhook\r\n");
        head.append("Content-Type: application/json\r\n");
        head.append("Content-Length: ").append(content.length).append("\r\n");
        head.append("Connection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        OutputStream output = socket.getOutputStream();
        output.write(head.toString().getBytes(ISO_8859_1));
        output.write(content);
        output.flush();
        return answered(new BufferedInputStream(socket.getInputStream()));
    }

    private static String target(URI url) {
        String path = url.getRawPath();
        String query = url.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /* Interim answers (100 to 199) are passed over. */
    private static int answered(InputStream input) throws IOException {
        for (int left = MAX_INTERIM; left > 0; left--) {
            int status = status(line(input));
            long length = 0;
            for (String header = line(input); !header.isEmpty(); header = line(input)) {
                length = Math.max(length, declared(header));
            }
            if (status >= 200) {
                drain(input, length);
                return status;
            }
        }
        throw new MalformedAnswerException();
    }

    /* The answer is not what was expected of HTTP. */
    private static final class MalformedAnswerException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static int status(String line) throws MalformedAnswerException {
        if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new MalformedAnswerException();
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static long declared(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        String digits = lower.startsWith("content-length:") ? lower.substring(15).strip() : "";
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    /* A receiver that is still writing is not cut off, as long as it is brief. */
    private static void drain(InputStream input, long length) {
        try {
            byte[] _ = input.readNBytes((int) Math.min(length, MAX_BODY));
        } catch (IOException cut) {
            // The status was there; nothing else counts.
        }
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0 || line.length() >= MAX_LINE) {
                throw new MalformedAnswerException();
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}
