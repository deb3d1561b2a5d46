package dev.sallyport.server.decision;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.control.denial.LoggedDecision;
import dev.sallyport.document.DecisionLineWriter;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The one thread that writes the decision log.
 *
 *   rings ──► lines of a batch ──► file          a batch that cannot be written is tried again, every second;
 *                                                meanwhile the rings fill, and what does not fit is dropped and counted
 */
final class DecisionLogThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLogThread.class);

    private static final int BATCH_BYTES = 16 << 10;
    private static final long IDLE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long REPORT_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 5_000;

    private final LogFile file;
    private final List<DecisionRing> rings;
    private final DecisionLogCounts counts;
    private final Supplier<? extends GeoData> geo;
    private final InstantSource clock;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("decision-log").unstarted(this::run);

    private volatile boolean isClosing;
    private volatile boolean isGivenUp;

    private Map<String, Long> reported;
    private long reportedMillis;
    private boolean isFailing;
    private int turn;

    DecisionLogThread(
            LogFile file,
            List<DecisionRing> rings,
            DecisionLogCounts counts,
            Supplier<? extends GeoData> geo,
            InstantSource clock) {
        this.file = file;
        this.rings = rings;
        this.counts = counts;
        this.geo = geo;
        this.clock = clock;
        reported = counts.dropped();
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (true) {
            // INVARIANT: read before the rings are, so that the last round sees all there is.
            boolean isLast = isClosing;
            try {
                if (round(isLast)) {
                    continue;
                }
            } catch (RuntimeException unforeseen) {
                LOG.error("a part of the decision log is lost; it goes on", unforeseen);
            }
            if (isLast) {
                return;
            }
            LockSupport.parkNanos(IDLE_NANOS);
        }
    }

    /* Returns whether there was anything to write. */
    private boolean round(boolean isLast) {
        StringBuilder lines = new StringBuilder();
        report(lines, isLast);
        int decisions = 0;
        int empty = 0;
        while (empty < rings.size() && lines.length() < BATCH_BYTES) {
            turn = turn + 1 < rings.size() ? turn + 1 : 0;
            LoggedDecision decision = rings.get(turn).poll();
            if (decision == null) {
                empty++;
            } else {
                empty = 0;
                lines.append(line(decision)).append('\n');
                decisions++;
            }
        }
        if (!lines.isEmpty()) {
            write(ByteBuffer.wrap(lines.toString().getBytes(US_ASCII)), decisions);
        }
        return decisions > 0;
    }

    /* Says in the log itself what is not in it. */
    private void report(StringBuilder lines, boolean isLast) {
        long now = clock.millis();
        if (!isLast && Math.abs(now - reportedMillis) < REPORT_MILLIS) {
            return;
        }
        Map<String, Long> dropped = counts.dropped();
        Map<String, Long> fresh = new TreeMap<>();
        dropped.forEach((cause, count) -> {
            long more = count - reported.getOrDefault(cause, 0L);
            if (more > 0) {
                fresh.put(cause, more);
            }
        });
        if (!fresh.isEmpty()) {
            lines.append(DecisionLineWriter.dropped(now, fresh)).append('\n');
            reported = dropped;
            reportedMillis = now;
        }
    }

    private String line(LoggedDecision decision) {
        GeoData data = geo.get();
        CountryCode country = null;
        long asn = 0;
        if (decision.client() instanceof ClientAddress.Determined known) {
            IpAddress address = known.address();
            country = data.hasCountries(address.family()) ? data.country(address) : null;
            asn = data.hasAsns(address.family()) ? data.asn(address) : 0;
        }
        return DecisionLineWriter.write(decision, country, asn);
    }

    private void write(ByteBuffer batch, int decisions) {
        boolean isBegun = false;
        while (true) {
            try {
                if (!isBegun) {
                    file.begin(batch.remaining());
                    isBegun = true;
                }
                file.write(batch);
                counts.written(decisions);
                worked();
                return;
            } catch (IOException failed) {
                failed(failed);
            }
            if (isGivenUp) {
                counts.unwritten(decisions);
                return;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private void worked() {
        if (isFailing) {
            isFailing = false;
            LOG.info("the decision log is written again");
        }
    }

    private void failed(IOException failure) {
        counts.failure();
        if (!isFailing) {
            isFailing = true;
            LOG.error(
                    "the decision log cannot be written; it is tried again every second, and what"
                            + " does not fit meanwhile is counted as dropped",
                    failure);
        }
    }

    /** Writes what is still on its way; gives up after some seconds if it cannot be written. */
    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        join(CLOSE_MILLIS);
        isGivenUp = true;
        LockSupport.unpark(thread);
        join(CLOSE_MILLIS);
        try {
            file.close();
        } catch (IOException failed) {
            LOG.error("the decision log could not be closed in order", failed);
        }
        logLoss();
    }

    private void logLoss() {
        Map<String, Long> dropped = counts.dropped();
        if (dropped.values().stream().anyMatch(count -> count > 0)) {
            LOG.warn("decisions are missing in the decision log, by cause: {}", dropped);
        }
    }

    private void join(long millis) {
        boolean isInterrupted = Thread.interrupted();
        try {
            boolean _ = thread.join(Duration.ofMillis(millis));
        } catch (InterruptedException interrupted) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
