package dev.sallyport.control.policy;

import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What decisions depend on beside a tenant's own state, and what is the same for all tenants.
 *
 * @param geoData countries and origins
 * @param nat64Prefixes the deployment's own prefixes that embed IPv4 addresses
 */
public record Surroundings(GeoData geoData, List<Nat64Prefix> nat64Prefixes) {

    /** Nothing but what is built in. */
    public static final Surroundings NONE = new Surroundings(GeoData.none(), List.of());

    /** Copies the prefixes. */
    public Surroundings {
        nat64Prefixes = List.copyOf(nat64Prefixes);
    }

    /** Returns everything that is true of {@code stored} when a request is decided. */
    public TenantState stateOf(StoredTenant stored, DeploymentSwitch deployment) {
        return stateOf(
                stored,
                stored.sequence(),
                stored.revision(),
                stored.draft(),
                stored.lists(),
                deployment);
    }

    /**
     * Returns what the active revision of {@code stored} is judged with: enforced, without the
     * draft, and at sequence 0, so that states are equal as long as nothing but the sequence moves.
     *
     * @param lists those of the lists it is judged with that there are
     */
    public TenantState judging(StoredTenant stored, Map<ListName, NetworkList> lists) {
        return stateOf(stored, 0, stored.revision(), null, lists, DeploymentSwitch.ENFORCE);
    }

    /**
     * Returns what is, was or would be true of {@code stored} at the given sequence and with the
     * given revision.
     *
     * @param draft the draft beside it, or null
     * @param lists those of the lists the revision and the draft name that there are
     */
    public TenantState stateOf(
            StoredTenant stored,
            long sequence,
            PolicyRevision revision,
            @Nullable Draft draft,
            Map<ListName, NetworkList> lists,
            DeploymentSwitch deployment) {
        return new TenantState(
                stored.tenant().id(),
                sequence,
                revision.number(),
                revision.policy(),
                draft == null ? null : draft.policy(),
                lists,
                List.of(),
                List.of(),
                List.of(),
                geoData,
                nat64Prefixes,
                deployment);
    }
}
