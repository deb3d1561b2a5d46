package dev.sallyport.control.memory;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.port.SequenceRepository;
import dev.sallyport.engine.policy.TenantId;
import java.util.HashMap;
import java.util.Map;

record MemorySequences(Access access) implements SequenceRepository {

    @Override
    public long current(TenantId tenant) {
        return access.readable().sequences.getOrDefault(tenant, 0L);
    }

    @Override
    public Map<TenantId, Long> all() {
        Map<TenantId, Long> sequences = new HashMap<>();
        access.readable().tenants.keySet().forEach(id -> sequences.put(id, current(id)));
        return sequences;
    }

    @Override
    public long advance(TenantId tenant) {
        return access.writable().sequences.merge(tenant, 1L, Long::sum);
    }

    @Override
    public void advanceUsers(ListId list) {
        MemoryLists lists = new MemoryLists(access);
        lists.users(list, null, Integer.MAX_VALUE).forEach(user -> advance(user.tenant()));
        lists.drafters(list).forEach(this::advance);
    }

    @Override
    public void advanceAll() {
        access.writable().tenants.keySet().forEach(this::advance);
    }
}
