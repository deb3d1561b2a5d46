package dev.sallyport.control.memory;

import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.control.port.MonitoringRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

record MemoryMonitoring(Access access) implements MonitoringRepository {

    @Override
    public Optional<MonitorSettings> find(TenantId tenant) {
        return Optional.ofNullable(access.readable().monitoring.get(tenant));
    }

    @Override
    public void put(TenantId tenant, MonitorSettings settings) {
        State state = access.writable();
        if (!state.tenants.containsKey(tenant)) {
            throw new StorageException("there is no such tenant");
        }
        state.monitoring.put(tenant, settings);
    }
}
