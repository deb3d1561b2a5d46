package dev.sallyport.server.web;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/*
 * The lines of a body, one at a time, each within a limit of size and of time. The whole body may take as long as it likes as
 * long as lines keep coming.
 */
final class BodyLines implements Closeable {

    /* The longest line: a tenant with 200 hosts of 253 characters. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    private final InputStream bytes;
    private final Duration lineTimeout;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int end;
    private long number;
    private boolean tooLong;

    BodyLines(InputStream bytes, Duration lineTimeout) {
        this.bytes = bytes;
        this.lineTimeout = lineTimeout;
    }

    /*
     * Returns the next line without its end, empty if it was too long, or null behind the last one. The last one needs no end.
     */
    byte @Nullable [] next() throws IOException {
        long deadline = System.nanoTime() + lineTimeout.toNanos();
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean hasBegun = false;
        tooLong = false;
        while (true) {
            if (position == end && !fill(deadline)) {
                if (!hasBegun) {
                    return null;
                }
                number++;
                return line.toByteArray();
            }
            hasBegun = true;
            int lineEnd = position;
            while (lineEnd < end && buffer[lineEnd] != '\n') {
                lineEnd++;
            }
            if (!tooLong) {
                line.write(buffer, position, lineEnd - position);
            }
            if (line.size() > MAX_LINE_BYTES) {
                tooLong = true;
                line.reset();
            }
            position = lineEnd;
            if (lineEnd < end) {
                position++;
                number++;
                return line.toByteArray();
            }
        }
    }

    private boolean fill(long deadlineNanos) throws IOException {
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new InterruptedIOException("a line arrives too slowly");
        }
        int count = bytes.read(buffer, 0, buffer.length);
        position = 0;
        end = Math.max(count, 0);
        return count > 0;
    }

    /* Returns the number of the line that was returned last, from 1. */
    long number() {
        return number;
    }

    /* Returns whether the line that was returned last was too long. */
    boolean wasTooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
