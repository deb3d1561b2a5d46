package dev.sallyport.control.memory;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.port.DraftRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

record MemoryDrafts(Access access) implements DraftRepository {

    @Override
    public Optional<Draft> find(TenantId tenant) {
        return Optional.ofNullable(access.readable().drafts.get(tenant));
    }

    @Override
    public void put(TenantId tenant, Draft draft) {
        State state = access.writable();
        if (!state.tenants.containsKey(tenant)) {
            throw new StorageException("there is no such tenant");
        }
        state.drafts.put(tenant, draft);
    }

    @Override
    public void remove(TenantId tenant) {
        access.writable().drafts.remove(tenant);
    }
}
