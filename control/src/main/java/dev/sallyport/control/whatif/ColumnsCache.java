package dev.sallyport.control.whatif;

import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.column.ColumnsBuilder;
import dev.sallyport.evidence.column.ObservationColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Observations in memory, so that an admin who edits is answered while typing: the columns of the
 * tenants and windows that were asked for last, for a minute each. Memory is bounded by rows. Safe
 * for use by several threads; one that asks for what another is loading waits for it, and two load
 * at a time, whoever asks for how many windows.
 */
public final class ColumnsCache {

    /** For how long columns are used before they are loaded again. */
    public static final Duration LIFE = Duration.ofSeconds(60);

    /* Loading takes several times the memory of what is loaded. */
    private static final int LOADS = 2;

    /* Whoever comes beyond that is told to come again, so that questions do not take all threads of a server. */
    private static final int MOST_WAITING = 32;

    private record Key(TenantId tenant, Window window) {}

    /* Under way; what is read may be outdated before it is there. Guarded by itself. */
    private static final class Loading {
        private volatile boolean outdated;
    }

    private final ObservationStore store;
    private final int mostRows;
    private final Map<Key, ObservedTraffic> held = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Loading> loading = new ConcurrentHashMap<>();
    private final Semaphore loads = new Semaphore(LOADS, true);

    /**
     * Holds nothing.
     *
     * @param mostRows how many rows of all columns together; the columns asked for last stay even
     *     if they have more
     */
    public ColumnsCache(ObservationStore store, int mostRows) {
        this.store = store;
        this.mostRows = mostRows;
    }

    /**
     * Returns what was observed of a tenant, as it is or was less than a minute ago.
     *
     * @throws StorageException if it cannot be read, or too much else is being loaded
     */
    public ObservedTraffic get(
            TenantId tenant,
            Window window,
            GeoData geoData,
            List<Nat64Prefix> nat64Prefixes,
            Instant now) {
        Key key = new Key(tenant, window);
        Loading mine = loading.computeIfAbsent(key, ignored -> new Loading());
        synchronized (mine) {
            try {
                ObservedTraffic known = find(key, now);
                if (known != null && known.isOf(geoData, nat64Prefixes)) {
                    return known;
                }
                ObservedTraffic loaded = load(key, geoData, nat64Prefixes, now);
                keep(key, loaded, mine);
                return loaded;
            } finally {
                loading.remove(key, mine);
            }
        }
    }

    private ObservedTraffic load(
            Key key, GeoData geoData, List<Nat64Prefix> nat64Prefixes, Instant now) {
        if (loads.getQueueLength() >= MOST_WAITING) {
            throw new StorageException("too many observations are asked for at a time");
        }
        loads.acquireUninterruptibly();
        try {
            return read(key, geoData, nat64Prefixes, now);
        } finally {
            loads.release();
        }
    }

    private ObservedTraffic read(
            Key key, GeoData geoData, List<Nat64Prefix> nat64Prefixes, Instant now) {
        ColumnsBuilder builder = ObservationColumns.builder();
        Trend trend = new Trend();
        store.read(
                key.tenant(),
                key.window().fromHour(),
                key.window().untilHour(),
                observation -> {
                    builder.add(observation);
                    trend.add(observation);
                });
        return new ObservedTraffic(builder.build(geoData, nat64Prefixes), trend.days(), now);
    }

    private @Nullable ObservedTraffic find(Key key, Instant now) {
        synchronized (held) {
            held.values().removeIf(each -> !now.isBefore(each.loadedAt().plus(LIFE)));
            return held.get(key);
        }
    }

    private void keep(Key key, ObservedTraffic loaded, Loading mine) {
        synchronized (held) {
            if (mine.outdated) {
                return;
            }
            held.put(key, loaded);
            long rows = held.values().stream().mapToLong(each -> each.columns().size()).sum();
            Iterator<Map.Entry<Key, ObservedTraffic>> eldest = held.entrySet().iterator();
            while (rows > mostRows && held.size() > 1) {
                rows -= eldest.next().getValue().columns().size();
                eldest.remove();
            }
        }
    }

    /**
     * Forgets what is held of a tenant, and does not keep what is being loaded of it: for when what
     * was stored has been altered, not only added to by time.
     */
    public void forget(TenantId tenant) {
        synchronized (held) {
            loading.forEach((key, each) -> each.outdated |= key.tenant().equals(tenant));
            held.keySet().removeIf(key -> key.tenant().equals(tenant));
        }
    }
}
