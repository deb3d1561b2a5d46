package dev.sallyport.control.port;

import dev.sallyport.engine.policy.TenantId;
import java.util.Set;

/** How the observations of tenants are to be kept. Goes with its tenant. */
public interface ObservationSettings {

    /** Returns the tenants whose principals are kept under pseudonyms only. */
    Set<TenantId> pseudonymous();

    /**
     * Says whether the principals of a tenant are kept under pseudonyms only.
     *
     * @throws StorageException if there is no such tenant
     */
    void pseudonymous(TenantId tenant, boolean pseudonyms);
}
