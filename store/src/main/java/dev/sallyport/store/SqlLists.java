package dev.sallyport.store;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListSummary;
import dev.sallyport.control.list.ListUser;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.ListRepository;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

record SqlLists(Work work) implements ListRepository {

    private static final String VERSION = "list-version";

    private static final String USERS =
            "SELECT list_use.tenant, list_use.revision, COALESCE(tenant_sequence.value, 0)"
                    + " FROM list_use LEFT JOIN tenant_sequence ON tenant_sequence.tenant = list_use.tenant"
                    + " WHERE list_use.list = ? AND list_use.by_draft = 0";

    @Override
    public Optional<StoredList> find(ListId id) {
        if (id.name().isFeed()) {
            return work.feeds().find(id.name()).map(edition -> ofFeed(id, edition));
        }
        return work.reading()
                .sql("SELECT * FROM network_list" + where(id))
                .params(parameters(id))
                .query((result, row) -> list(id, result))
                .optional();
    }

    private static StoredList ofFeed(ListId id, FeedCatalog.Edition edition) {
        return new StoredList(
                id, edition.version(), "", edition.list(), edition.since(), edition.since());
    }

    @Override
    public SortedSet<ListName> feedNames() {
        return work
                .reading()
                .sql("SELECT DISTINCT list FROM list_use WHERE list >= 'feed:' AND list < 'feed;'")
                .query((result, row) -> new ListName(result.getString(1)))
                .list()
                .stream()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private StoredList list(ListId id, ResultSet result) throws SQLException {
        long version = result.getLong("version");
        NetworkList held = work.lists().find(id, version);
        NetworkList list =
                held == null ? ListDocument.read(id.name(), result.getString("document")) : held;
        if (held == null) {
            work.read(id, version, list);
        }
        return new StoredList(
                id,
                version,
                result.getString("description"),
                list,
                Instant.parse(result.getString("created_at")),
                Instant.parse(result.getString("updated_at")));
    }

    private static String where(ListId id) {
        return id.tenant() == null
                ? " WHERE tenant IS NULL AND name = ?"
                : " WHERE tenant = ? AND name = ?";
    }

    private static List<String> parameters(ListId id) {
        TenantId tenant = id.tenant();
        return tenant == null
                ? List.of(id.name().value())
                : List.of(tenant.value(), id.name().value());
    }

    @Override
    public long version(ListId id) {
        if (id.name().isFeed()) {
            return work.feeds().find(id.name()).map(FeedCatalog.Edition::version).orElse(0L);
        }
        return work.reading()
                .sql("SELECT version FROM network_list" + where(id))
                .params(parameters(id))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public Map<ListName, NetworkList> named(Set<ListName> names, TenantId tenant) {
        Map<ListName, NetworkList> found = new HashMap<>();
        for (ListName name : names) {
            ListId id = ListId.named(name, tenant);
            if (name.isFeed()) {
                work.feeds().find(name).ifPresent(edition -> found.put(name, edition.list()));
                continue;
            }
            long version = version(id);
            if (version == 0) {
                continue;
            }
            NetworkList held = work.lists().find(id, version);
            found.put(name, held == null ? find(id).orElseThrow().list() : held);
        }
        return found;
    }

    @Override
    public List<ListSummary> page(@Nullable TenantId tenant, @Nullable ListName after, int limit) {
        List<Object> parameters = new ArrayList<>(owner(tenant));
        parameters.add(after == null ? "" : after.value());
        parameters.add(limit);
        return work.reading()
                .sql(
                        "SELECT name, version, description, entry_count, created_at, updated_at,"
                                + (tenant == null
                                        ? " (SELECT COUNT(*) FROM list_use WHERE list = name AND by_draft = 0)"
                                        : " (SELECT COUNT(*) FROM list_use WHERE list = name AND by_draft = 0"
                                                + " AND list_use.tenant = network_list.tenant)")
                                + " AS users FROM network_list WHERE "
                                + ofOwner(tenant)
                                + " AND name > ? ORDER BY name LIMIT ?")
                .params(parameters)
                .query((result, row) -> summary(tenant, result))
                .list();
    }

    private static ListSummary summary(@Nullable TenantId tenant, ResultSet result)
            throws SQLException {
        return new ListSummary(
                new ListId(tenant, new ListName(result.getString("name"))),
                result.getLong("version"),
                result.getString("description"),
                result.getInt("entry_count"),
                Instant.parse(result.getString("created_at")),
                Instant.parse(result.getString("updated_at")),
                result.getLong("users"));
    }

    private static String ofOwner(@Nullable TenantId tenant) {
        return tenant == null ? "tenant IS NULL" : "tenant = ?";
    }

    private static List<String> owner(@Nullable TenantId tenant) {
        return tenant == null ? List.of() : List.of(tenant.value());
    }

    @Override
    public long count(@Nullable TenantId tenant) {
        return work.reading()
                .sql("SELECT COUNT(*) FROM network_list WHERE " + ofOwner(tenant))
                .params(owner(tenant))
                .query(Long.class)
                .single();
    }

    @Override
    public StoredList put(ListId id, String description, NetworkList list, Instant at) {
        String document = ListDocument.write(list);
        Instant createdAt =
                work.reading()
                        .sql("SELECT created_at FROM network_list" + where(id))
                        .params(parameters(id))
                        .query((result, row) -> Instant.parse(result.getString(1)))
                        .optional()
                        .orElse(null);
        long version = nextVersion();
        StoredList stored =
                new StoredList(
                        id, version, description, list, createdAt == null ? at : createdAt, at);
        if (createdAt == null) {
            insert(stored, document);
        } else {
            new SqlListVersions(work).keep(where(id), parameters(id), at);
            update(stored, document);
        }
        work.written(stored);
        return stored;
    }

    private long nextVersion() {
        return work.writing()
                .sql(
                        "INSERT INTO counter (name, value) VALUES (?, 1)"
                                + " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1"
                                + " RETURNING value")
                .param(VERSION)
                .query(Long.class)
                .single();
    }

    private void insert(StoredList stored, String document) {
        TenantId tenant = stored.id().tenant();
        work.writing()
                .sql(
                        "INSERT INTO network_list (tenant, name, version, description, entry_count, created_at,"
                                + " updated_at, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(tenant == null ? null : tenant.value())
                .param(stored.id().name().value())
                .param(stored.version())
                .param(stored.description())
                .param(stored.list().entries().size())
                .param(stored.createdAt().toString())
                .param(stored.updatedAt().toString())
                .param(document)
                .update();
    }

    private void update(StoredList stored, String document) {
        List<Object> parameters =
                new ArrayList<>(
                        List.of(
                                stored.version(),
                                stored.description(),
                                stored.list().entries().size(),
                                stored.updatedAt().toString(),
                                document));
        parameters.addAll(parameters(stored.id()));
        work.writing()
                .sql(
                        "UPDATE network_list SET version = ?, description = ?, entry_count = ?, updated_at = ?,"
                                + " document = ?"
                                + where(stored.id()))
                .params(parameters)
                .update();
    }

    @Override
    public void delete(ListId id, Instant at) {
        new SqlListVersions(work).keep(where(id), parameters(id), at);
        work.writing().sql("DELETE FROM network_list" + where(id)).params(parameters(id)).update();
    }

    @Override
    public Optional<NetworkList> at(ListId id, Instant instant) {
        if (id.name().isFeed()) {
            return work.feeds()
                    .find(id.name())
                    .filter(edition -> !edition.since().isAfter(instant))
                    .map(FeedCatalog.Edition::list);
        }
        Optional<Instant> changed =
                work.reading()
                        .sql("SELECT updated_at FROM network_list" + where(id))
                        .params(parameters(id))
                        .query((result, row) -> Instant.parse(result.getString(1)))
                        .optional();
        return changed.isPresent() && !changed.get().isAfter(instant)
                ? find(id).map(StoredList::list)
                : new SqlListVersions(work).at(id.name(), where(id), parameters(id), instant);
    }

    @Override
    public int purgeVersions(Instant replacedBefore, int most) {
        return new SqlListVersions(work).purge(replacedBefore, most);
    }

    @Override
    public Optional<ListUser> user(ListId id, TenantId tenant) {
        if (id.tenant() != null && !id.tenant().equals(tenant)) {
            return Optional.empty();
        }
        return work.reading()
                .sql(USERS + " AND list_use.tenant = ?")
                .params(id.name().value(), tenant.value())
                .query(SqlLists::user)
                .optional();
    }

    @Override
    public List<ListUser> users(ListId id, @Nullable TenantId after, int limit) {
        TenantId only = id.tenant();
        List<Object> parameters = new ArrayList<>(List.of(id.name().value()));
        parameters.add(after == null ? "" : after.value());
        parameters.addAll(owner(only));
        parameters.add(limit);
        return work.reading()
                .sql(
                        USERS
                                + " AND list_use.tenant > ?"
                                + (only == null ? "" : " AND list_use.tenant = ?")
                                + " ORDER BY list_use.tenant LIMIT ?")
                .params(parameters)
                .query(SqlLists::user)
                .list();
    }

    @Override
    public List<TenantId> drafters(ListId id) {
        List<Object> parameters = new ArrayList<>(List.of(id.name().value()));
        parameters.addAll(owner(id.tenant()));
        return work.reading()
                .sql(
                        "SELECT tenant FROM list_use WHERE list = ? AND by_draft = 1"
                                + (id.tenant() == null ? "" : " AND tenant = ?")
                                + " ORDER BY tenant")
                .params(parameters)
                .query((result, row) -> new TenantId(result.getString(1)))
                .list();
    }

    private static ListUser user(ResultSet result, int row) throws SQLException {
        return new ListUser(
                new TenantId(result.getString(1)), result.getLong(2), result.getLong(3));
    }
}
