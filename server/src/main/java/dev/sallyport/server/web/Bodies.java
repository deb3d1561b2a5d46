package dev.sallyport.server.web;

import dev.sallyport.control.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** The bodies of requests, opened within their limits of form, size and time. */
public final class Bodies {

    private final int maxBytes;
    private final Duration timeout;

    /** Opens bodies of at most {@code maxBytes} that arrive within {@code timeout}. */
    public Bodies(int maxBytes, Duration timeout) {
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    /**
     * Returns the bytes of a JSON document. One that says it is too long is refused before it is
     * read; one that does not say is cut off by its reader.
     *
     * @throws RefusedException if it is too long, compressed or of another encoding
     * @throws IOException if it cannot be read
     */
    public InputStream json(HttpServletRequest request) throws IOException {
        return open(request, maxBytes);
    }

    InputStream open(HttpServletRequest request, long longest) throws IOException {
        checkForm(request);
        if (request.getContentLengthLong() > longest) {
            throw new RefusedException(
                    ProblemCode.REQUEST_TOO_LARGE, "the body is longer than " + longest + " bytes");
        }
        return new Timed(request.getInputStream(), System.nanoTime() + timeout.toNanos());
    }

    /* Returns the lines of a body of any length, each of which has as long to arrive as another body has altogether. */
    BodyLines lines(HttpServletRequest request) throws IOException {
        checkForm(request);
        return new BodyLines(request.getInputStream(), timeout);
    }

    private static void checkForm(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new RefusedException(
                    ProblemCode.REQUEST_MEDIA_TYPE,
                    "compressed bodies are not read; send the body as it is");
        }
        if (!isUtf8(request.getContentType())) {
            throw new RefusedException(ProblemCode.REQUEST_MEDIA_TYPE, "the body must be UTF-8");
        }
    }

    private static boolean isUtf8(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        try {
            var charset = MediaType.parseMediaType(contentType).getCharset();
            return charset == null || charset.equals(StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return false;
        } catch (IllegalArgumentException notAMediaType) {
            return false;
        }
    }

    /* Gives up on a body that does not arrive whole in time; one that does not arrive at all is the connector's to end. */
    private static final class Timed extends FilterInputStream {
        private final long deadlineNanos;

        Timed(InputStream bytes, long deadlineNanos) {
            super(bytes);
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public int read() throws IOException {
            inTime();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            inTime();
            return super.read(buffer, from, length);
        }

        private void inTime() throws IOException {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new InterruptedIOException("the body arrives too slowly");
            }
        }
    }
}
