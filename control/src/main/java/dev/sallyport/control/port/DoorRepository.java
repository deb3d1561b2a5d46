package dev.sallyport.control.port;

import dev.sallyport.control.door.DoorDocument;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

/** What is kept of tenants for doors of other systems' clients. */
public interface DoorRepository {

    /** Returns what is kept for a door of a tenant. */
    Optional<DoorDocument> find(TenantId tenant, String door);

    /**
     * Keeps a document in place of the one before.
     *
     * @throws StorageException if there is no such tenant
     */
    void put(TenantId tenant, DoorDocument document);

    /** Returns whether somebody ever chose the mode of a tenant's policy. */
    boolean isModeChosen(TenantId tenant);

    /**
     * Notes that somebody chose it.
     *
     * @throws StorageException if there is no such tenant
     */
    void modeIsChosen(TenantId tenant);
}
