package dev.sallyport.control.memory;

import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.RevisionRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

record MemoryRevisions(Access access) implements RevisionRepository {

    @Override
    public Optional<PolicyRevision> current(TenantId tenant) {
        List<PolicyRevision> all = all(tenant);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    public Optional<PolicyRevision> find(TenantId tenant, long revision) {
        return all(tenant).stream().filter(each -> each.number() == revision).findFirst();
    }

    private List<PolicyRevision> all(TenantId tenant) {
        return access.readable().revisions.getOrDefault(tenant, List.of());
    }

    @Override
    public void append(TenantId tenant, PolicyRevision revision) {
        State state = access.writable();
        boolean follows = revision.number() == all(tenant).size() + 1L;
        if (!state.tenants.containsKey(tenant) || !follows) {
            throw new StorageException("the revision does not follow the active one");
        }
        state.revisions.computeIfAbsent(tenant, id -> new ArrayList<>()).add(revision);
    }
}
