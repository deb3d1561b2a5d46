package dev.sallyport.store;

import dev.sallyport.control.people.PrincipalKinds;
import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.port.SeenPrincipals;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Instants are milliseconds here: rows are compared by them. Roles hold no line breaks, so those separate them. */
record SqlPeople(Work work) implements SeenPrincipals {

    private static final String BREAK = "\n";

    @Override
    public Optional<SeenFrom> find(
            TenantId tenant, PrincipalReference principal, IpPrefix network) {
        return work.reading()
                .sql(
                        "SELECT * FROM seen_principal WHERE tenant = ? AND kind = ? AND id = ? AND network = ?")
                .params(tenant.value(), kind(principal), principal.id(), network.toString())
                .query(SqlPeople::seen)
                .optional();
    }

    @Override
    public void put(TenantId tenant, SeenFrom seen) {
        work.writing()
                .sql(
                        "INSERT INTO seen_principal (tenant, kind, id, network, address, roles, first_seen, last_seen,"
                                + " successes, failures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (tenant, kind, id, network) DO UPDATE SET address = excluded.address,"
                                + " roles = excluded.roles, first_seen = excluded.first_seen,"
                                + " last_seen = excluded.last_seen, successes = excluded.successes,"
                                + " failures = excluded.failures")
                .params(
                        tenant.value(),
                        kind(seen.principal()),
                        seen.principal().id(),
                        seen.network().toString(),
                        seen.address().toString(),
                        String.join(BREAK, seen.roles().stream().sorted().toList()),
                        seen.firstSeen().toEpochMilli(),
                        seen.lastSeen().toEpochMilli(),
                        seen.successes(),
                        seen.failures())
                .update();
    }

    @Override
    public List<List<SeenFrom>> page(
            TenantId tenant, @Nullable PrincipalReference after, int limit, Instant since) {
        List<SeenFrom> rows =
                work.reading()
                        .sql(
                                "SELECT s.* FROM seen_principal s JOIN (SELECT DISTINCT kind, id FROM seen_principal"
                                        + " WHERE tenant = ? AND last_seen >= ? AND (kind, id) > (?, ?)"
                                        + " ORDER BY kind, id LIMIT ?) p ON s.kind = p.kind AND s.id = p.id"
                                        + " WHERE s.tenant = ? AND s.last_seen >= ?"
                                        + " ORDER BY s.kind, s.id, s.network")
                        .params(
                                tenant.value(),
                                since.toEpochMilli(),
                                after == null ? "" : kind(after),
                                after == null ? "" : after.id(),
                                limit,
                                tenant.value(),
                                since.toEpochMilli())
                        .query(SqlPeople::seen)
                        .list();
        Map<PrincipalReference, List<SeenFrom>> principals = new LinkedHashMap<>();
        rows.forEach(row ->
                principals.computeIfAbsent(row.principal(), id -> new ArrayList<>()).add(row));
        return List.copyOf(principals.values());
    }

    @Override
    public boolean anySince(TenantId tenant, Instant since) {
        return work.reading()
                .sql("SELECT 1 FROM seen_principal WHERE tenant = ? AND last_seen >= ? LIMIT 1")
                .params(tenant.value(), since.toEpochMilli())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public boolean anySince(Instant since) {
        return work.reading()
                .sql("SELECT 1 FROM seen_principal WHERE last_seen >= ? LIMIT 1")
                .param(since.toEpochMilli())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public int forget(TenantId tenant, PrincipalReference principal) {
        return work.writing()
                .sql("DELETE FROM seen_principal WHERE tenant = ? AND kind = ? AND id = ?")
                .params(tenant.value(), kind(principal), principal.id())
                .update();
    }

    @Override
    public int trim(TenantId tenant, int most) {
        long excess = count("seen_principal", tenant) - most;
        if (excess <= 0) {
            return 0;
        }
        return work.writing()
                .sql(
                        "DELETE FROM seen_principal WHERE tenant = ? AND (kind, id, network) IN"
                                + " (SELECT kind, id, network FROM seen_principal WHERE tenant = ?"
                                + " ORDER BY CASE successes WHEN 0 THEN 0 ELSE 1 END, last_seen, kind, id, network"
                                + " LIMIT ?)")
                .params(tenant.value(), tenant.value(), excess)
                .update();
    }

    @Override
    public boolean count(TenantId tenant, String key, Instant at) {
        return work.writing()
                        .sql(
                                "INSERT INTO counted_sighting (tenant, id, at) VALUES (?, ?, ?)"
                                        + " ON CONFLICT (tenant, id) DO NOTHING")
                        .params(tenant.value(), key, at.toEpochMilli())
                        .update()
                > 0;
    }

    @Override
    public void trimCounted(TenantId tenant, int most) {
        long excess = count("counted_sighting", tenant) - most;
        if (excess <= 0) {
            return;
        }
        long newest =
                work.reading()
                        .sql(
                                "SELECT at FROM counted_sighting WHERE tenant = ? ORDER BY at LIMIT 1 OFFSET ?")
                        .params(tenant.value(), excess - 1)
                        .query(Long.class)
                        .single();
        work.writing()
                .sql("DELETE FROM counted_sighting WHERE tenant = ? AND at <= ?")
                .params(tenant.value(), newest)
                .update();
        work.writing()
                .sql(
                        "INSERT INTO sighting_horizon (tenant, at) VALUES (?, ?)"
                                + " ON CONFLICT (tenant) DO UPDATE SET at = excluded.at"
                                + " WHERE excluded.at > sighting_horizon.at")
                .params(tenant.value(), newest)
                .update();
    }

    private long count(String table, TenantId tenant) {
        return work.reading()
                .sql("SELECT COUNT(*) FROM " + table + " WHERE tenant = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<Instant> horizon(TenantId tenant) {
        return work.reading()
                .sql("SELECT at FROM sighting_horizon WHERE tenant = ?")
                .param(tenant.value())
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli);
    }

    @Override
    public int purge(Instant instant) {
        return work.writing()
                        .sql("DELETE FROM seen_principal WHERE last_seen < ?")
                        .param(instant.toEpochMilli())
                        .update()
                + work.writing()
                        .sql("DELETE FROM counted_sighting WHERE at < ?")
                        .param(instant.toEpochMilli())
                        .update();
    }

    private static String kind(PrincipalReference principal) {
        return PrincipalKinds.text(principal.kind());
    }

    private static SeenFrom seen(ResultSet result, int row) throws SQLException {
        String roles = result.getString("roles");
        return new SeenFrom(
                new PrincipalReference(
                        PrincipalKinds.find(result.getString("kind"))
                                .orElseThrow(() ->
                                        new StorageException(
                                                "a principal was seen of an unknown kind")),
                        result.getString("id")),
                IpPrefix.parse(result.getString("network")),
                IpAddress.parse(result.getString("address")),
                roles.isEmpty() ? Set.of() : Set.of(roles.split(BREAK, -1)),
                Instant.ofEpochMilli(result.getLong("first_seen")),
                Instant.ofEpochMilli(result.getLong("last_seen")),
                result.getLong("successes"),
                result.getLong("failures"));
    }
}
