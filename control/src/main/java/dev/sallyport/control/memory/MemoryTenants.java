package dev.sallyport.control.memory;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.TenantRepository;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

record MemoryTenants(Access access) implements TenantRepository {

    @Override
    public Optional<Tenant> find(TenantId id) {
        return Optional.ofNullable(access.readable().tenants.get(id));
    }

    @Override
    public Optional<TenantId> ownerOf(HostName host) {
        return access.readable().tenants.values().stream()
                .filter(tenant -> tenant.hosts().contains(host))
                .map(Tenant::id)
                .findFirst();
    }

    @Override
    public List<Tenant> page(@Nullable TenantId after, int limit) {
        Collection<Tenant> behind =
                after == null
                        ? access.readable().tenants.values()
                        : access.readable().tenants.tailMap(after, false).values();
        return behind.stream().limit(limit).toList();
    }

    @Override
    public void forEach(
            Consumer<? super StoredTenant> consumer, Consumer<? super Tenant> unreadable) {
        access.readable().tenants.values().forEach(tenant -> consumer.accept(stored(tenant)));
    }

    @Override
    public Optional<StoredTenant> findStored(TenantId id) {
        return find(id).map(this::stored);
    }

    private StoredTenant stored(Tenant tenant) {
        PolicyRevision revision =
                new MemoryRevisions(access)
                        .current(tenant.id())
                        .orElseGet(() -> PolicyRevision.initial(tenant.createdAt()));
        Draft draft = new MemoryDrafts(access).find(tenant.id()).orElse(null);
        return new StoredTenant(
                tenant,
                new MemorySequences(access).current(tenant.id()),
                revision,
                draft,
                new MemoryLists(access)
                        .named(StoredTenant.listNames(revision, draft), tenant.id()));
    }

    @Override
    public long count() {
        return access.readable().tenants.size();
    }

    @Override
    public void insert(Tenant tenant) {
        checkHosts(tenant);
        if (access.writable().tenants.putIfAbsent(tenant.id(), tenant) != null) {
            throw new StorageException("the tenant id is taken");
        }
    }

    @Override
    public void update(Tenant tenant) {
        checkHosts(tenant);
        if (access.writable().tenants.replace(tenant.id(), tenant) == null) {
            throw new StorageException("there is no such tenant");
        }
    }

    private void checkHosts(Tenant tenant) {
        for (HostName host : tenant.hosts()) {
            if (ownerOf(host).filter(owner -> !owner.equals(tenant.id())).isPresent()) {
                throw new StorageException("a host is taken");
            }
        }
    }

    @Override
    public void delete(TenantId id) {
        State state = access.writable();
        state.tenants.remove(id);
        state.revisions.remove(id);
        state.notes.remove(id);
        state.provisionals.remove(id);
        state.drafts.remove(id);
        boolean _ = state.egress.agents.removeIf(agent -> id.equals(agent.tenant()));
        state.monitoring.remove(id);
        state.doors.remove(id);
        state.modesChosen.remove(id);
        state.reminders.removeIf(reminder -> id.equals(reminder.tenant()));
        state.shared.values().removeIf(shared -> id.equals(shared.tenant()));
        state.lists.keySet().removeIf(list -> id.equals(list.tenant()));
        state.replacedLists.removeIf(each -> id.equals(each.stored().id().tenant()));
        state.clients.values().removeIf(client -> id.equals(client.tenant()));
        state.issuers.values().removeIf(issuer -> id.equals(issuer.tenant()));
        state.webhooks.values().removeIf(webhook -> id.equals(webhook.tenant()));
        state.webhookMessages
                .values()
                .removeIf(message -> !state.webhooks.containsKey(message.webhook().value()));
        state.seen.remove(id);
        state.counted.remove(id);
        state.horizons.remove(id);
    }
}
