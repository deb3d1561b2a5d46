package dev.sallyport.control.memory;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListSummary;
import dev.sallyport.control.list.ListUser;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.ListRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryLists(Access access) implements ListRepository {

    /* A version that is no longer the list's. */
    record Replaced(StoredList stored, Instant at) {}

    @Override
    public Optional<StoredList> find(ListId id) {
        return id.name().isFeed()
                ? access.readable().feeds.find(id.name()).map(edition -> ofFeed(id, edition))
                : Optional.ofNullable(access.readable().lists.get(id));
    }

    private static StoredList ofFeed(ListId id, FeedCatalog.Edition edition) {
        return new StoredList(
                id, edition.version(), "", edition.list(), edition.since(), edition.since());
    }

    @Override
    public SortedSet<ListName> feedNames() {
        SortedSet<ListName> names = new TreeSet<>();
        for (TenantId tenant : access.readable().tenants.keySet()) {
            new MemoryRevisions(access)
                    .current(tenant)
                    .ifPresent(revision -> names.addAll(revision.policy().listNames()));
        }
        access.readable()
                .drafts
                .values()
                .forEach(draft -> names.addAll(draft.policy().listNames()));
        names.removeIf(name -> !name.isFeed());
        return names;
    }

    @Override
    public long version(ListId id) {
        return find(id).map(StoredList::version).orElse(0L);
    }

    @Override
    public Map<ListName, NetworkList> named(Set<ListName> names, TenantId tenant) {
        Map<ListName, NetworkList> found = new HashMap<>();
        for (ListName name : names) {
            find(ListId.named(name, tenant)).ifPresent(stored -> found.put(name, stored.list()));
        }
        return found;
    }

    @Override
    public List<ListSummary> page(@Nullable TenantId tenant, @Nullable ListName after, int limit) {
        return all(tenant)
                .filter(stored -> after == null || stored.id().name().compareTo(after) > 0)
                .limit(limit)
                .map(stored ->
                        new ListSummary(
                                stored.id(),
                                stored.version(),
                                stored.description(),
                                stored.list().entries().size(),
                                stored.createdAt(),
                                stored.updatedAt(),
                                users(stored.id(), null, Integer.MAX_VALUE).size()))
                .toList();
    }

    private Stream<StoredList> all(@Nullable TenantId tenant) {
        return access.readable().lists.values().stream()
                .filter(stored -> Objects.equals(stored.id().tenant(), tenant));
    }

    @Override
    public long count(@Nullable TenantId tenant) {
        return all(tenant).count();
    }

    @Override
    public StoredList put(ListId id, String description, NetworkList list, Instant at) {
        State state = access.writable();
        if (id.tenant() != null && !state.tenants.containsKey(id.tenant())) {
            throw new StorageException("there is no such tenant");
        }
        StoredList before = state.lists.get(id);
        StoredList stored =
                new StoredList(
                        id,
                        ++state.lastListVersion,
                        description,
                        list,
                        before == null ? at : before.createdAt(),
                        at);
        if (before != null) {
            state.replacedLists.addFirst(new Replaced(before, at));
        }
        state.lists.put(id, stored);
        return stored;
    }

    @Override
    public void delete(ListId id, Instant at) {
        StoredList before = access.writable().lists.remove(id);
        if (before != null) {
            access.writable().replacedLists.addFirst(new Replaced(before, at));
        }
    }

    @Override
    public Optional<NetworkList> at(ListId id, Instant instant) {
        StoredList now = find(id).orElse(null);
        if (now != null && !now.updatedAt().isAfter(instant)) {
            return Optional.of(now.list());
        }
        return access.readable().replacedLists.stream()
                .filter(each -> each.stored().id().equals(id))
                .filter(each -> !each.stored().updatedAt().isAfter(instant))
                .filter(each -> instant.isBefore(each.at()))
                .map(each -> each.stored().list())
                .findFirst();
    }

    @Override
    public int purgeVersions(Instant replacedBefore, int most) {
        List<Replaced> all = access.writable().replacedLists;
        int before = all.size();
        Map<ListId, Integer> kept = new HashMap<>();
        all.removeIf(each ->
                each.at().isBefore(replacedBefore)
                        || kept.merge(each.stored().id(), 1, Integer::sum) > most);
        return before - all.size();
    }

    @Override
    public List<ListUser> users(ListId id, @Nullable TenantId after, int limit) {
        return access.readable().tenants.keySet().stream()
                .filter(tenant -> after == null || tenant.compareTo(after) > 0)
                .flatMap(tenant -> user(id, tenant).stream())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<ListUser> user(ListId id, TenantId tenant) {
        return new MemoryRevisions(access)
                .current(tenant)
                .filter(revision -> names(revision, tenant, id))
                .map(revision ->
                        new ListUser(
                                tenant,
                                revision.number(),
                                new MemorySequences(access).current(tenant)));
    }

    @Override
    public List<TenantId> drafters(ListId id) {
        return access.readable().drafts.entrySet().stream()
                .filter(each -> each.getValue().policy().listNames().contains(id.name()))
                .map(Map.Entry::getKey)
                .filter(tenant -> ListId.named(id.name(), tenant).equals(id))
                .filter(tenant -> user(id, tenant).isEmpty())
                .sorted()
                .toList();
    }

    private static boolean names(PolicyRevision revision, TenantId tenant, ListId id) {
        return revision.policy().listNames().contains(id.name())
                && ListId.named(id.name(), tenant).equals(id);
    }
}
