package dev.sallyport.control.port;

import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

/** Who answers for the policies of tenants, where somebody said so. */
public interface MonitoringRepository {

    /** Returns what was said of a tenant. */
    Optional<MonitorSettings> find(TenantId tenant);

    /**
     * Says it.
     *
     * @throws StorageException if there is no such tenant
     */
    void put(TenantId tenant, MonitorSettings settings);
}
