package dev.sallyport.server.feed;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that asks the places of all feeds for other editions, one after another. */
public final class FeedWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedWatcher.class);

    private final FeedKeeper keeper;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    private FeedWatcher(FeedKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("feeds").factory());
    }

    /** Returns a watcher at work, which begins at once; without feeds it never asks anybody. */
    public static FeedWatcher start(FeedKeeper keeper, FeedSettings settings, Clock clock) {
        FeedWatcher watcher = new FeedWatcher(keeper, clock);
        Duration interval = settings.interval();
        if (!settings.sources().isEmpty()) {
            ScheduledFuture<?> _ =
                    watcher.thread.scheduleWithFixedDelay(
                            watcher::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
        return watcher;
    }

    private void look() {
        for (String feed : keeper.feeds()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                var _ = keeper.refresh(feed, false, origin());
            } catch (StorageException failed) {
                LOG.debug("the state cannot be written now; feeds are asked again later", failed);
            } catch (RuntimeException | Error failed) {
                // Whatever came out of here would end the watching without a word.
                LOG.error("looking at feed {} failed; it goes on", feed, failed);
            }
        }
    }

    private Origin origin() {
        return new Origin(
                new Caller.Program(),
                new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN),
                clock.instant(),
                "a feed changed");
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
