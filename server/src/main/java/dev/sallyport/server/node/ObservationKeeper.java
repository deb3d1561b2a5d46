package dev.sallyport.server.node;

import dev.sallyport.control.observation.Observations;
import dev.sallyport.control.people.Traces;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.gate.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the gate counts into the store, every few seconds and once more when it is closed.
 * While the store fails, counts wait where they were made, in bounded memory, and become coarser
 * there if they must. Safe for use by several threads.
 */
public final class ObservationKeeper implements Traces, ChangeListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationKeeper.class);

    /* So many at a time are one transaction, and wait here if that fails. */
    private static final int AT_A_TIME = 20_000;

    private static final int LAST_ATTEMPTS = 3;

    /** Where counts come from. */
    @FunctionalInterface
    public interface Source {

        /**
         * Hands over everything that was counted since the last time. What {@code sink} throws on,
         * and what comes after it, is handed over first the next time.
         */
        void drain(Consumer<? super Observation> sink);
    }

    private final Observations observations;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("observations").factory());

    /* Held while something moves from the gate to the store. */
    private final ReentrantLock moving = new ReentrantLock();
    private final List<Observation> waiting = new ArrayList<>();
    private @Nullable Source source;

    private final LongAdder stored = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile @Nullable Instant failingSince;

    /** Makes a keeper that does nothing yet. */
    public ObservationKeeper(Observations observations, Clock clock) {
        this.observations = observations;
        this.clock = clock;
    }

    /** Drains {@code gate} from now on, every {@code interval}. */
    public void start(Source gate, Duration interval) {
        moving.lock();
        try {
            source = gate;
        } finally {
            moving.unlock();
        }
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        this::attempt,
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        try {
            drain();
        } catch (RuntimeException failed) {
            // It has been noted, and is tried again.
        }
    }

    /**
     * Stores what was counted up to now.
     *
     * @throws RuntimeException if that fails; nothing is lost then, and it is tried again
     */
    public void drain() {
        moving.lock();
        try {
            Source gate = source;
            store();
            if (gate != null) {
                gate.drain(this::take);
                store();
            }
            if (failingSince != null) {
                LOG.info("observations are stored again");
                failingSince = null;
            }
        } catch (RuntimeException failed) {
            failures.increment();
            if (failingSince == null) {
                failingSince = clock.instant();
                LOG.error(
                        "observations cannot be stored; they wait in memory and become coarser there",
                        failed);
            }
            throw failed;
        } finally {
            moving.unlock();
        }
    }

    /* INVARIANT: throws before it has taken the observation, or not at all. */
    private void take(Observation observation) {
        if (waiting.size() >= AT_A_TIME) {
            store();
        }
        waiting.add(observation);
    }

    private void store() {
        if (!waiting.isEmpty()) {
            observations.keep(List.copyOf(waiting));
            stored.add(decisions());
            waiting.clear();
        }
    }

    private long decisions() {
        return waiting.stream().mapToLong(Observation::count).sum();
    }

    @Override
    public int erase(TenantId tenant, PrincipalReference principal) {
        moving.lock();
        try {
            drain();
            return observations.erase(tenant, principal);
        } catch (StorageException failed) {
            throw failed;
        } catch (RuntimeException failed) {
            throw new StorageException("what was counted cannot be stored", failed);
        } finally {
            moving.unlock();
        }
    }

    @Override
    public String pseudonym(TenantId tenant, PrincipalReference principal) {
        return observations.pseudonym(tenant, principal);
    }

    /**
     * Puts pseudonyms in the place of the ids of all tenants that want them.
     *
     * @throws StorageException if they cannot be written; the next start does it
     */
    public void convert() {
        moving.lock();
        try {
            observations.convert();
        } finally {
            moving.unlock();
        }
    }

    /** Removes what is too old, and what is left of tenants that are gone. */
    public void purge() {
        int count = observations.purge(clock.instant());
        if (count > 0) {
            LOG.info("observations that were kept long enough are removed, cells: {}", count);
        }
    }

    /*
     * What was counted before the removal must not come after it; and before anybody can make a tenant of the same id, to whom
     * nothing of this is to be shown. So it is done before the change is answered.
     */
    @Override
    public void committed(Change change) {
        if (change instanceof Change.TenantDeleted(TenantId tenant, long _)) {
            remove(tenant);
        }
    }

    private void remove(TenantId tenant) {
        moving.lock();
        try {
            drain();
            observations.remove(tenant);
        } catch (RuntimeException failed) {
            LOG.warn("observations of a tenant that is gone are removed within the hour", failed);
        } finally {
            moving.unlock();
        }
    }

    /** Returns since when storing fails, if it does. */
    public Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** Returns what was counted here. */
    public List<Measurement> measure() {
        return List.of(
                counter(
                        "sallyport_observations_stored",
                        "Decisions that were added to the stored observations.",
                        stored.sum()),
                counter(
                        "sallyport_observations_store_failures",
                        "Attempts to store observations that failed.",
                        failures.sum()),
                counter(
                        "sallyport_observations_lost",
                        "Decisions that could not be stored before the end.",
                        lost.sum()));
    }

    private static Measurement counter(String name, String description, long value) {
        return new Measurement(name, Measurement.Kind.COUNTER, description, Map.of(), value);
    }

    /** Stores the rest, for which the gate must be closed, and ends. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("observations are still being stored");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < LAST_ATTEMPTS; i++) {
            try {
                drain();
                return;
            } catch (RuntimeException failed) {
                LOG.warn("the last observations cannot be stored, attempt {}", i + 1, failed);
            }
        }
        lost.add(decisions());
        LOG.error(
                "observations are lost: at least {} decisions since {}", lost.sum(), failingSince);
    }
}
