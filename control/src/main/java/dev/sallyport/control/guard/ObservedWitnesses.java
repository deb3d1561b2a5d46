package dev.sallyport.control.guard;

import dev.sallyport.control.people.People;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the gate has let in within the last 30 days, as far as a change is judged by them. What was
 * read is used for a minute, of the tenants asked for last. Safe for use by several threads.
 */
public final class ObservedWitnesses {

    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int MOST_TENANTS = 64;

    private record Held(Observed observed, Instant at) {
        boolean isFresh(Instant now) {
            return now.isBefore(at.plus(LIFE)) && !now.isBefore(at);
        }
    }

    private final ObservationStore store;
    private final Set<String> adminRoles;
    private final Set<ChannelId> callbackChannels;
    private final Map<TenantId, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Reads from {@code store}.
     *
     * @param adminRoles the roles that the operator named as an admin's
     * @param callbackChannels the channels by which others sign people in or set them up
     */
    public ObservedWitnesses(
            ObservationStore store, Set<String> adminRoles, Set<ChannelId> callbackChannels) {
        this.store = store;
        this.adminRoles = Set.copyOf(adminRoles);
        this.callbackChannels = Set.copyOf(callbackChannels);
    }

    Observed read(TenantId tenant, Instant now) {
        Optional<Observed> known = atHand(tenant, now);
        if (known.isPresent()) {
            return known.get();
        }
        ObservedBuilder builder = new ObservedBuilder(adminRoles, callbackChannels);
        Window window = Window.before(now, People.RECENT);
        try {
            store.read(tenant, window.fromHour(), window.untilHour(), builder::add);
        } catch (StorageException failed) {
            // Observations live in a file of their own: without them a policy can still be mended,
            // and the answer says so.
            return Observed.BLIND;
        }
        Observed observed = builder.build();
        synchronized (held) {
            held.put(tenant, new Held(observed, now));
            if (held.size() > MOST_TENANTS) {
                held.remove(held.keySet().iterator().next());
            }
        }
        return observed;
    }

    /** Returns what was read less than a minute ago, if it was. */
    Optional<Observed> atHand(TenantId tenant, Instant now) {
        synchronized (held) {
            return Optional.ofNullable(held.get(tenant))
                    .filter(each -> each.isFresh(now))
                    .map(Held::observed);
        }
    }

    /** Forgets what is held of a tenant. */
    public void forget(TenantId tenant) {
        synchronized (held) {
            held.remove(tenant);
        }
    }
}
