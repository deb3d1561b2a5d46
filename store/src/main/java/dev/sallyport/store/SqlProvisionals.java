package dev.sallyport.store;

import dev.sallyport.control.confirm.Provisional;
import dev.sallyport.control.confirm.Witness;
import dev.sallyport.control.port.ProvisionalRepository;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record SqlProvisionals(Work work) implements ProvisionalRepository {

    @Override
    public Optional<Provisional> find(TenantId tenant) {
        return work.reading()
                .sql("SELECT * FROM provisional WHERE tenant = ?")
                .param(tenant.value())
                .query(SqlProvisionals::provisional)
                .optional();
    }

    @Override
    public List<Provisional> all() {
        return work.reading()
                .sql("SELECT * FROM provisional ORDER BY tenant")
                .query(SqlProvisionals::provisional)
                .list();
    }

    private static Provisional provisional(ResultSet result, int row) throws SQLException {
        String kind = result.getString("principal_kind");
        String network = result.getString("network");
        String seenAt = result.getString("seen_at");
        return new Provisional(
                new TenantId(result.getString("tenant")),
                result.getLong("revision"),
                result.getLong("base"),
                result.getLong("sequence"),
                new Witness(
                        kind == null
                                ? null
                                : new PrincipalReference(
                                        PrincipalKind.valueOf(kind),
                                        result.getString("principal_id")),
                        network == null ? null : IpPrefix.parse(network)),
                result.getInt("keep_denies") == 1,
                Duration.ofMillis(result.getLong("allowed_millis")),
                Duration.ofMillis(result.getLong("left_millis")),
                Instant.parse(result.getString("counted_at")),
                seenAt == null ? null : Instant.parse(seenAt));
    }

    @Override
    public void put(Provisional provisional) {
        PrincipalReference principal = provisional.witness().principal();
        work.writing()
                .sql(
                        "INSERT INTO provisional (tenant, revision, base, sequence, principal_kind, principal_id, network,"
                                + " keep_denies, allowed_millis, left_millis, counted_at, seen_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (tenant) DO UPDATE SET revision = excluded.revision, base = excluded.base,"
                                + " sequence = excluded.sequence, principal_kind = excluded.principal_kind,"
                                + " principal_id = excluded.principal_id, network = excluded.network,"
                                + " keep_denies = excluded.keep_denies, allowed_millis = excluded.allowed_millis,"
                                + " left_millis = excluded.left_millis, counted_at = excluded.counted_at,"
                                + " seen_at = excluded.seen_at")
                .param(provisional.tenant().value())
                .param(provisional.revision())
                .param(provisional.base())
                .param(provisional.sequence())
                .param(principal == null ? null : principal.kind().name())
                .param(principal == null ? null : principal.id())
                .param(text(provisional.witness().network()))
                .param(provisional.keepDenies() ? 1 : 0)
                .param(provisional.allowed().toMillis())
                .param(provisional.left().toMillis())
                .param(provisional.countedAt().toString())
                .param(text(provisional.seenAt()))
                .update();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @Override
    public void remove(TenantId tenant) {
        work.writing()
                .sql("DELETE FROM provisional WHERE tenant = ?")
                .param(tenant.value())
                .update();
    }
}
