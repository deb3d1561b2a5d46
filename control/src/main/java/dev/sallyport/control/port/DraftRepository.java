package dev.sallyport.control.port;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

/** The drafts of policies; a tenant has one or none. */
public interface DraftRepository {

    /**
     * Returns the draft of a tenant.
     *
     * @throws UnreadableStateException if what is stored cannot be understood
     */
    Optional<Draft> find(TenantId tenant);

    /**
     * Makes or replaces the draft of a tenant, and notes which lists it names.
     *
     * @throws StorageException if there is no such tenant
     */
    void put(TenantId tenant, Draft draft);

    /** Removes the draft of a tenant, if there is one. */
    void remove(TenantId tenant);
}
