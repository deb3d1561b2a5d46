package dev.sallyport.gate;

import java.util.concurrent.atomic.AtomicLong;

/* The port's own faults, at most one a minute: a fault that a request can bring about must not fill a disk. */
final class FaultLog {

    private static final System.Logger LOGGER = System.getLogger(FaultLog.class.getName());
    private static final long PAUSE_NANOS = 60_000_000_000L;

    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    void log(Throwable fault) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + PAUSE_NANOS)) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "a connection was closed by a fault of the decision port",
                    fault);
        }
    }
}
