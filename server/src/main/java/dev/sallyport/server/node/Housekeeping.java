package dev.sallyport.server.node;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that does small things again and again; a failure is logged and does not end it. */
public final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("housekeeping").factory());

    /** Calls {@code chore} every second from now on. */
    public void everySecond(Runnable chore) {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(() -> attempt(chore), 1, 1, TimeUnit.SECONDS);
    }

    /** Calls {@code chore} every hour from now on, and soon for the first time. */
    public void everyHour(Runnable chore) {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(() -> attempt(chore), 60, 3600, TimeUnit.SECONDS);
    }

    /** Calls {@code chore} again and again from now on, {@code interval} apart. */
    public void every(Duration interval, Runnable chore) {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        () -> attempt(chore),
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void attempt(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException failure) {
            LOG.error("housekeeping failed; it goes on next time", failure);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
