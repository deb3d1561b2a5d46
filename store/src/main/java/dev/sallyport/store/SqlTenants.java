package dev.sallyport.store;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.TenantRepository;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.tenant.Contact;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

record SqlTenants(Work work) implements TenantRepository {

    private static final int PAGE = 500;

    /* A tenant without its hosts. */
    private record Row(
            TenantId id,
            String name,
            @Nullable String region,
            @Nullable Contact contact,
            Instant createdAt,
            Instant updatedAt) {

        static Row of(ResultSet result, int number) throws SQLException {
            return new Row(
                    new TenantId(result.getString("id")),
                    result.getString("name"),
                    result.getString("region"),
                    contact(result.getString("contact")),
                    Instant.parse(result.getString("created_at")),
                    Instant.parse(result.getString("updated_at")));
        }

        private static @Nullable Contact contact(@Nullable String text) {
            return text == null ? null : new Contact(text);
        }

        Tenant with(List<HostName> hosts) {
            return new Tenant(id, name, hosts, region, contact, createdAt, updatedAt);
        }
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return work.reading()
                .sql("SELECT * FROM tenant WHERE id = ?")
                .param(id.value())
                .query(Row::of)
                .optional()
                .map(row -> row.with(hosts(id)));
    }

    private List<HostName> hosts(TenantId id) {
        return work.reading()
                .sql("SELECT host FROM tenant_host WHERE tenant = ?")
                .param(id.value())
                .query((result, number) -> new HostName(result.getString(1)))
                .list();
    }

    @Override
    public Optional<TenantId> ownerOf(HostName host) {
        return work.reading()
                .sql("SELECT tenant FROM tenant_host WHERE host = ?")
                .param(host.value())
                .query((result, number) -> new TenantId(result.getString(1)))
                .optional();
    }

    @Override
    public List<Tenant> page(@Nullable TenantId after, int limit) {
        String from = after == null ? "" : after.value();
        List<Row> rows =
                work.reading()
                        .sql("SELECT * FROM tenant WHERE id > ? ORDER BY id LIMIT ?")
                        .params(from, limit)
                        .query(Row::of)
                        .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<TenantId, List<HostName>> hosts = hosts(from, rows.getLast().id());
        return rows.stream().map(row -> row.with(hosts.getOrDefault(row.id(), List.of()))).toList();
    }

    private Map<TenantId, List<HostName>> hosts(String after, TenantId last) {
        Map<TenantId, List<HostName>> hosts = new HashMap<>();
        work.reading()
                .sql("SELECT tenant, host FROM tenant_host WHERE tenant > ? AND tenant <= ?")
                .params(after, last.value())
                .query(result -> {
                    hosts.computeIfAbsent(
                                    new TenantId(result.getString(1)), id -> new ArrayList<>())
                            .add(new HostName(result.getString(2)));
                });
        return hosts;
    }

    @Override
    public void forEach(
            Consumer<? super StoredTenant> consumer, Consumer<? super Tenant> unreadable) {
        List<Tenant> page = page(null, PAGE);
        while (!page.isEmpty()) {
            for (Tenant tenant : page) {
                StoredTenant stored = readable(tenant);
                if (stored == null) {
                    unreadable.accept(tenant);
                } else {
                    consumer.accept(stored);
                }
            }
            page = page(page.getLast().id(), PAGE);
        }
    }

    private @Nullable StoredTenant readable(Tenant tenant) {
        try {
            return stored(tenant);
        } catch (UnreadableStateException unreadable) {
            return null;
        }
    }

    @Override
    public Optional<StoredTenant> findStored(TenantId id) {
        return find(id).map(this::stored);
    }

    private StoredTenant stored(Tenant tenant) {
        PolicyRevision revision =
                new SqlRevisions(work)
                        .current(tenant.id())
                        .orElseGet(() -> PolicyRevision.initial(tenant.createdAt()));
        Draft draft = SqlDrafts.readable(work, tenant.id()).orElse(null);
        return new StoredTenant(
                tenant,
                new SqlSequences(work).current(tenant.id()),
                revision,
                draft,
                new SqlLists(work).named(StoredTenant.listNames(revision, draft), tenant.id()));
    }

    @Override
    public long count() {
        return work.reading().sql("SELECT COUNT(*) FROM tenant").query(Long.class).single();
    }

    @Override
    public void insert(Tenant tenant) {
        work.writing()
                .sql(
                        "INSERT INTO tenant (id, name, region, contact, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)")
                .param(tenant.id().value())
                .param(tenant.name())
                .param(tenant.region())
                .param(contact(tenant))
                .param(tenant.createdAt().toString())
                .param(tenant.updatedAt().toString())
                .update();
        insertHosts(tenant);
    }

    @Override
    public void update(Tenant tenant) {
        int count =
                work.writing()
                        .sql(
                                "UPDATE tenant SET name = ?, region = ?, contact = ?, updated_at = ? WHERE id = ?")
                        .param(tenant.name())
                        .param(tenant.region())
                        .param(contact(tenant))
                        .param(tenant.updatedAt().toString())
                        .param(tenant.id().value())
                        .update();
        if (count == 0) {
            throw new StorageException("there is no such tenant");
        }
        work.writing()
                .sql("DELETE FROM tenant_host WHERE tenant = ?")
                .param(tenant.id().value())
                .update();
        insertHosts(tenant);
    }

    private static @Nullable String contact(Tenant tenant) {
        return tenant.contact() == null ? null : tenant.contact().text();
    }

    private void insertHosts(Tenant tenant) {
        for (HostName host : tenant.hosts()) {
            work.writing()
                    .sql("INSERT INTO tenant_host (host, tenant) VALUES (?, ?)")
                    .params(host.value(), tenant.id().value())
                    .update();
        }
    }

    @Override
    public void delete(TenantId id) {
        work.writing().sql("DELETE FROM reminder WHERE tenant = ?").param(id.value()).update();
        work.writing().sql("DELETE FROM tenant WHERE id = ?").param(id.value()).update();
    }
}
