package dev.sallyport.gate;

import java.time.Duration;

/**
 * What one connection, and all of them together, may take up. Sizes are bytes.
 *
 * @param requestLine the longest request line; beyond it 414
 * @param headerLine the longest header line; beyond it 431
 * @param head request line and headers together; beyond it 431
 * @param headerCount the most header lines; beyond it 431
 * @param body the longest body, which is read and thrown away; beyond it 413
 * @param connections the most connections at a time; beyond it none is taken from the system's
 *     queue
 * @param firstByte how long a new connection may say nothing
 * @param requestHead from the first byte of a request until its head is complete; beyond it 408
 * @param requestBody from the end of the head until the body is complete; beyond it 408
 * @param idle how long a connection may wait between requests; more than the proxy's own limit, so
 *     that the proxy is the one that closes
 * @param unread how long a peer may leave answers unread
 * @param linger how long a closing connection still reads, so that the peer sees the last answer
 * @param drainQuiet at shutdown, how long a connection without a request may still send one
 * @param drain at shutdown, how long until what is still open is cut
 */
public record GateLimits(
        int requestLine,
        int headerLine,
        int head,
        int headerCount,
        int body,
        int connections,
        Duration firstByte,
        Duration requestHead,
        Duration requestBody,
        Duration idle,
        Duration unread,
        Duration linger,
        Duration drainQuiet,
        Duration drain) {

    /**
     * The limits unless a deployment says otherwise: whatever nginx takes with its default buffers
     * fits.
     */
    public static final GateLimits DEFAULT =
            new GateLimits(
                    16 * 1024,
                    16 * 1024,
                    64 * 1024,
                    100,
                    64 * 1024,
                    10_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5));

    /**
     * Checks that every limit is more than nothing.
     *
     * @throws IllegalArgumentException if a size or count is below 1 ({@code body}: below 0), or a
     *     duration is not positive ({@code drainQuiet}: negative) or longer than a day
     */
    public GateLimits {
        if (requestLine < 1
                || headerLine < 1
                || head < 1
                || headerCount < 1
                || body < 0
                || connections < 1) {
            throw new IllegalArgumentException("a limit of size or count is at least 1");
        }
        for (Duration limit :
                new Duration[] {
                    firstByte,
                    requestHead,
                    requestBody,
                    idle,
                    unread,
                    linger,
                    drain,
                    drainQuiet.plusNanos(1)
                }) {
            if (!limit.isPositive() || limit.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "a limit of time is more than zero and at most a day");
            }
        }
    }

    /** Returns these with other limits of size and count. */
    public GateLimits withSizes(int line, int wholeHead, int headers, int wholeBody) {
        return new GateLimits(
                line,
                line,
                wholeHead,
                headers,
                wholeBody,
                connections,
                firstByte,
                requestHead,
                requestBody,
                idle,
                unread,
                linger,
                drainQuiet,
                drain);
    }

    /** Returns these with another number of connections. */
    public GateLimits withConnections(int most) {
        return new GateLimits(
                requestLine,
                headerLine,
                head,
                headerCount,
                body,
                most,
                firstByte,
                requestHead,
                requestBody,
                idle,
                unread,
                linger,
                drainQuiet,
                drain);
    }

    /** Returns these with other deadlines of a request. */
    public GateLimits withDeadlines(
            Duration first, Duration wholeHead, Duration wholeBody, Duration between) {
        return new GateLimits(
                requestLine,
                headerLine,
                head,
                headerCount,
                body,
                connections,
                first,
                wholeHead,
                wholeBody,
                between,
                unread,
                linger,
                drainQuiet,
                drain);
    }

    /** Returns these with another deadline for peers that leave answers unread. */
    public GateLimits withUnread(Duration longest) {
        return new GateLimits(
                requestLine,
                headerLine,
                head,
                headerCount,
                body,
                connections,
                firstByte,
                requestHead,
                requestBody,
                idle,
                longest,
                linger,
                drainQuiet,
                drain);
    }

    /** Returns these with other times for shutting down. */
    public GateLimits withDrain(Duration quiet, Duration whole) {
        return new GateLimits(
                requestLine,
                headerLine,
                head,
                headerCount,
                body,
                connections,
                firstByte,
                requestHead,
                requestBody,
                idle,
                unread,
                linger,
                quiet,
                whole);
    }

    Duration shortestDeadline() {
        Duration shortest = firstByte;
        for (Duration limit : new Duration[] {requestHead, requestBody, idle, unread, linger}) {
            shortest = limit.compareTo(shortest) < 0 ? limit : shortest;
        }
        return shortest;
    }
}
