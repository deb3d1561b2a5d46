package dev.sallyport.control.memory;

import dev.sallyport.control.port.ObservationSettings;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.util.Set;

record MemoryObservationSettings(Access access) implements ObservationSettings {

    @Override
    public Set<TenantId> pseudonymous() {
        return Set.copyOf(access.readable().pseudonymous);
    }

    @Override
    public void pseudonymous(TenantId tenant, boolean pseudonyms) {
        State state = access.writable();
        if (!state.tenants.containsKey(tenant)) {
            throw new StorageException("there is no such tenant");
        }
        boolean _ = pseudonyms ? state.pseudonymous.add(tenant) : state.pseudonymous.remove(tenant);
    }
}
