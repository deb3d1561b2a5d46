package dev.sallyport.control.memory;

import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.history.RevisionSummary;
import dev.sallyport.control.history.Standing;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.RevisionRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    public void append(TenantId tenant, PolicyRevision revision, RevisionNote note) {
        State state = access.writable();
        boolean follows = revision.number() == all(tenant).size() + 1L;
        if (!state.tenants.containsKey(tenant) || !follows) {
            throw new StorageException("the revision does not follow the active one");
        }
        state.revisions.computeIfAbsent(tenant, id -> new ArrayList<>()).add(revision);
        state.notes.computeIfAbsent(tenant, id -> new HashMap<>()).put(revision.number(), note);
    }

    @Override
    public void standing(TenantId tenant, long revision, Standing standing) {
        RevisionNote _ =
                access.writable()
                        .notes
                        .getOrDefault(tenant, new HashMap<>())
                        .computeIfPresent(revision, (number, note) -> note.standing(standing));
    }

    @Override
    public List<RevisionSummary> before(TenantId tenant, long before, int limit) {
        return all(tenant).reversed().stream()
                .filter(each -> each.number() < before)
                .limit(limit)
                .map(each -> summary(tenant, each))
                .toList();
    }

    private RevisionSummary summary(TenantId tenant, PolicyRevision revision) {
        RevisionNote note =
                access.readable()
                        .notes
                        .getOrDefault(tenant, Map.of())
                        .getOrDefault(revision.number(), RevisionNote.PUBLISHED);
        return RevisionSummary.of(revision, note);
    }

    @Override
    public Optional<Long> numberAt(TenantId tenant, Instant instant) {
        return all(tenant).reversed().stream()
                .filter(each -> !each.publishedAt().isAfter(instant))
                .map(PolicyRevision::number)
                .findFirst();
    }
}
