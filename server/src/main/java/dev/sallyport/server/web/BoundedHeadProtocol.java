package dev.sallyport.server.web;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, but for one thing: the head of a request has to arrive whole within
 * a time. Tomcat itself bounds only the pause between two readings, so that a byte now and then
 * holds a connection for ever. Public because Tomcat makes it by its name.
 */
public final class BoundedHeadProtocol extends Http11NioProtocol {

    private volatile long deadlineNanos = Long.MAX_VALUE;

    /** Makes one that waits for ever. */
    public BoundedHeadProtocol() {}

    /** Sets how long a head may take from its first byte to its last. */
    void setHeadTimeout(Duration timeout) {
        deadlineNanos = timeout.toNanos();
    }

    @Override
    protected Processor createProcessor() {
        return new BoundedHeadProcessor();
    }

    /* By one thread at a time; serves one connection after another. */
    private final class BoundedHeadProcessor extends Http11Processor {

        private @Nullable SocketWrapperBase<?> waitingFor;
        private long sinceNanos;

        BoundedHeadProcessor() {
            super(BoundedHeadProtocol.this, BoundedHeadProtocol.this.getAdapter());
        }

        /* LONG is the answer to a head of which a part has arrived. */
        @Override
        public SocketState service(SocketWrapperBase<?> connection) throws IOException {
            long now = System.nanoTime();
            boolean waited = connection.equals(waitingFor);
            if (waited && now - sinceNanos > deadlineNanos) {
                waitingFor = null;
                return SocketState.CLOSED;
            }
            SocketState state = super.service(connection);
            if (state != SocketState.LONG) {
                waitingFor = null;
            } else if (!waited) {
                waitingFor = connection;
                sinceNanos = now;
            }
            return state;
        }
    }
}
