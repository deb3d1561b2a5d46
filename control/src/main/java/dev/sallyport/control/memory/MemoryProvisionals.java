package dev.sallyport.control.memory;

import dev.sallyport.control.confirm.Provisional;
import dev.sallyport.control.port.ProvisionalRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;

record MemoryProvisionals(Access access) implements ProvisionalRepository {

    @Override
    public Optional<Provisional> find(TenantId tenant) {
        return Optional.ofNullable(access.readable().provisionals.get(tenant));
    }

    @Override
    public List<Provisional> all() {
        return List.copyOf(access.readable().provisionals.values());
    }

    @Override
    public void put(Provisional provisional) {
        State state = access.writable();
        if (!state.tenants.containsKey(provisional.tenant())) {
            throw new StorageException("there is no such tenant");
        }
        state.provisionals.put(provisional.tenant(), provisional);
    }

    @Override
    public void remove(TenantId tenant) {
        access.writable().provisionals.remove(tenant);
    }
}
