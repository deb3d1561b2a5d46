package dev.sallyport.engine.decision;

import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.policy.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots a decision node holds, found by tenant or by host name. Readers take no lock and
 * see each tenant's newest snapshot whole; publishing one replaces one reference. Safe for use by
 * many threads.
 *
 * <p>A directory is not ready until somebody who has loaded every tenant says so; until then an
 * unknown host means nothing.
 */
public final class TenantDirectory {

    /* INVARIANT: hosts maps to a slot exactly while that slot's tenant owns the host. */
    private static final class Slot {
        private volatile TenantSnapshot snapshot;
        private Set<String> hosts;

        Slot(TenantSnapshot snapshot) {
            this.snapshot = snapshot;
            this.hosts = Set.of();
        }
    }

    private final ConcurrentHashMap<TenantId, Slot> tenants = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Slot> hosts = new ConcurrentHashMap<>();
    private volatile ChannelTable channels = ChannelTable.EMPTY;
    private volatile DeploymentSwitch deployment = DeploymentSwitch.ENFORCE;
    private volatile boolean ready;

    /** Returns the newest snapshot of a tenant, or null if the tenant is unknown. */
    public @Nullable TenantSnapshot find(TenantId tenant) {
        Slot slot = tenants.get(tenant);
        return slot == null ? null : slot.snapshot;
    }

    /**
     * Returns the newest snapshot of the tenant that owns a host name (lower case, no port), or
     * null if none does.
     */
    public @Nullable TenantSnapshot findByHost(String host) {
        Slot slot = hosts.get(host);
        return slot == null ? null : slot.snapshot;
    }

    /**
     * Puts a snapshot in the place of the tenant's last one. An older sequence than the one held is
     * ignored.
     *
     * @param snapshot the tenant's new snapshot
     * @param ownedHosts the host names (lower case, no port) that lead to the tenant from now on
     */
    public synchronized void publish(TenantSnapshot snapshot, Set<String> ownedHosts) {
        TenantId tenant = snapshot.state().tenant();
        Slot slot = tenants.get(tenant);
        if (slot == null) {
            slot = new Slot(snapshot);
            tenants.put(tenant, slot);
        } else if (snapshot.state().sequence() < slot.snapshot.state().sequence()) {
            return;
        } else {
            slot.snapshot = snapshot;
        }
        for (String host : slot.hosts) {
            if (!ownedHosts.contains(host)) {
                hosts.remove(host, slot);
            }
        }
        for (String host : ownedHosts) {
            hosts.put(host, slot);
        }
        slot.hosts = Set.copyOf(ownedHosts);
    }

    /**
     * Puts a snapshot in the place of the tenant's last one, which keeps its host names. Ignored if
     * the tenant is unknown or the one held has a newer sequence.
     */
    public synchronized void replace(TenantSnapshot snapshot) {
        Slot slot = tenants.get(snapshot.state().tenant());
        if (slot != null && snapshot.state().sequence() >= slot.snapshot.state().sequence()) {
            slot.snapshot = snapshot;
        }
    }

    /** Forgets a tenant and its host names. */
    public synchronized void remove(TenantId tenant) {
        Slot slot = tenants.remove(tenant);
        if (slot != null) {
            for (String host : slot.hosts) {
                hosts.remove(host, slot);
            }
        }
    }

    /** Returns how many tenants are known. */
    public int size() {
        return tenants.size();
    }

    /** Returns the channel declarations in force. */
    public ChannelTable channels() {
        return channels;
    }

    /** Replaces the channel declarations. */
    public void channels(ChannelTable declared) {
        channels = declared;
    }

    /**
     * Returns the switch of the deployment. It stands above what a snapshot was compiled with:
     * whoever answers a request puts the verdict {@linkplain Verdict#under under} it.
     */
    public DeploymentSwitch deployment() {
        return deployment;
    }

    /** Turns the switch of the deployment; the next answer obeys it, whatever is compiled. */
    public void deployment(DeploymentSwitch position) {
        deployment = position;
    }

    /**
     * Gives every snapshot the sequence that turning the switch has advanced its tenant to, without
     * compiling anything. A tenant without a sequence here, or with a later one, is left alone.
     */
    public synchronized void turned(DeploymentSwitch position, Map<TenantId, Long> sequences) {
        tenants.forEach((tenant, slot) -> {
            Long sequence = sequences.get(tenant);
            TenantSnapshot snapshot = slot.snapshot;
            if (sequence != null && sequence >= snapshot.state().sequence()) {
                slot.snapshot = snapshot.under(position, sequence);
            }
        });
    }

    /** Returns the host names that lead to a tenant, in no order; those of this moment. */
    public Set<String> hosts() {
        return Set.copyOf(hosts.keySet());
    }

    /** Returns whether every tenant has been loaded once. */
    public boolean isReady() {
        return ready;
    }

    /** States that every tenant has been loaded. */
    public void markReady() {
        ready = true;
    }

    /**
     * Gets every snapshot ready for an instant and the boundary after it; see {@link
     * TenantSnapshot#advance}.
     *
     * @param epochMillis the present, in milliseconds since 1970-01-01T00:00:00Z
     */
    public void advance(long epochMillis) {
        for (Slot slot : tenants.values()) {
            slot.snapshot.advance(epochMillis);
        }
    }
}
