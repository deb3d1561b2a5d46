package dev.sallyport.server.geo;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.geo.GeoStatus;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks at the files of the geo data and has them read again when one has changed
 * and come to rest. It also says once a day that data is stale.
 */
public final class GeoWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GeoWatcher.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

    private final GeoKeeper keeper;
    private final List<Path> files;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    /* Confined to the thread. Files change while they are written, so they are read once they look twice the same. */
    private List<FileMark> handled;
    private List<FileMark> seen;
    private @Nullable Instant warned;

    private GeoWatcher(GeoKeeper keeper, GeoSettings settings, Clock clock) {
        this.keeper = keeper;
        this.files = settings.files();
        this.clock = clock;
        handled = marks(files);
        seen = handled;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("geo").factory());
    }

    /**
     * Returns a watcher at work; to be called before the files are read for the first time, so that
     * no change is missed.
     */
    public static GeoWatcher start(GeoKeeper keeper, GeoSettings settings, Clock clock) {
        GeoWatcher watcher = new GeoWatcher(keeper, settings, clock);
        if (!settings.files().isEmpty()) {
            watcher.schedule(settings.checkInterval());
        }
        return watcher;
    }

    private void schedule(Duration interval) {
        long millis = interval.toMillis();
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static List<FileMark> marks(List<Path> files) {
        return files.stream().map(FileMark::of).toList();
    }

    private void look() {
        try {
            warnOfAge();
            List<FileMark> now = marks(files);
            boolean isAtRest = now.equals(seen);
            seen = now;
            if (isAtRest && !now.equals(handled)) {
                var _ = keeper.reload(false, origin());
                handled = now;
            }
        } catch (StorageException failed) {
            LOG.debug("the state cannot be written now; the files are read again soon", failed);
        } catch (RuntimeException | Error failed) {
            // Whatever came out of here would end the watching without a word.
            LOG.error("looking at the files of the geo data failed; it goes on", failed);
        }
    }

    private Origin origin() {
        return new Origin(
                new Caller.Program(),
                new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN),
                clock.instant(),
                "a file changed");
    }

    private void warnOfAge() {
        GeoStatus status = keeper.status();
        Duration age = status.age();
        Instant now = clock.instant();
        if (age == null || !status.isStale()) {
            warned = null;
        } else if (warned == null || !now.isBefore(warned.plus(BETWEEN_WARNINGS))) {
            warned = now;
            LOG.warn(
                    "geo data is stale: edition {} is {} days old, and {} are allowed",
                    status.edition(),
                    age.toDays(),
                    status.maxAge().toDays());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
