package dev.sallyport.control.port;

import dev.sallyport.control.confirm.Provisional;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;

/** The revisions that wait for a confirmation; a tenant has one or none. */
public interface ProvisionalRepository {

    /** Returns the one of a tenant. */
    Optional<Provisional> find(TenantId tenant);

    /** Returns all there are, in the order of their tenants. */
    List<Provisional> all();

    /**
     * Keeps one in place of the tenant's last.
     *
     * @throws StorageException if there is no such tenant
     */
    void put(Provisional provisional);

    /** Removes the one of a tenant, if there is one. */
    void remove(TenantId tenant);
}
