package dev.sallyport.store;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditChain;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.port.AuditLog;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.AlterationsReader;
import dev.sallyport.document.AuditWriter;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record SqlAuditLog(Work work) implements AuditLog {

    @Override
    public AuditRecord append(AuditEvent event) {
        Optional<AuditRecord> last = last();
        AuditRecord record =
                AuditRecord.chained(
                        last.map(AuditRecord::number).orElse(0L) + 1,
                        event,
                        last.map(AuditRecord::hash).orElse(AuditChain.GENESIS));
        insert(record);
        return record;
    }

    private void insert(AuditRecord record) {
        AuditEvent event = record.event();
        TenantId tenant = event.tenant();
        work.writing()
                .sql(
                        "INSERT INTO audit (number, at, action, actor, address, request_id, tenant, target, reason,"
                                + " overrides, alterations, previous_hash, hash)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(record.number())
                .param(event.at().toString())
                .param(event.action().text())
                .param(event.actor())
                .param(event.address())
                .param(event.requestId())
                .param(tenant == null ? null : tenant.value())
                .param(event.target())
                .param(event.reason())
                .param(String.join(" ", event.overrides()))
                .param(
                        event.alterations().isEmpty()
                                ? ""
                                : AuditWriter.writeAlterations(event.alterations()))
                .param(record.previousHash())
                .param(record.hash())
                .update();
    }

    @Override
    public Optional<AuditRecord> last() {
        return work.reading()
                .sql("SELECT * FROM audit ORDER BY number DESC LIMIT 1")
                .query(SqlAuditLog::record)
                .optional();
    }

    @Override
    public List<AuditRecord> after(long after, int limit, @Nullable TenantId tenant) {
        if (tenant == null) {
            return work.reading()
                    .sql("SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?")
                    .params(after, limit)
                    .query(SqlAuditLog::record)
                    .list();
        }
        return work.reading()
                .sql("SELECT * FROM audit WHERE tenant = ? AND number > ? ORDER BY number LIMIT ?")
                .params(tenant.value(), after, limit)
                .query(SqlAuditLog::record)
                .list();
    }

    @Override
    public List<AuditRecord> before(long before, int limit, @Nullable TenantId tenant) {
        if (tenant == null) {
            return work.reading()
                    .sql("SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?")
                    .params(before, limit)
                    .query(SqlAuditLog::record)
                    .list();
        }
        return work.reading()
                .sql(
                        "SELECT * FROM audit WHERE tenant = ? AND number < ? ORDER BY number DESC LIMIT ?")
                .params(tenant.value(), before, limit)
                .query(SqlAuditLog::record)
                .list();
    }

    @Override
    public List<AuditRecord> latest(AuditAction action, long before, int limit) {
        return work.reading()
                .sql(
                        "SELECT * FROM audit WHERE action = ? AND number < ? ORDER BY number DESC LIMIT ?")
                .params(action.text(), before, limit)
                .query(SqlAuditLog::record)
                .list();
    }

    private static AuditRecord record(ResultSet result, int row) throws SQLException {
        String tenant = result.getString("tenant");
        String overrides = result.getString("overrides");
        AuditEvent event =
                new AuditEvent(
                        Instant.parse(result.getString("at")),
                        action(result.getString("action")),
                        result.getString("actor"),
                        result.getString("address"),
                        result.getString("request_id"),
                        tenant == null ? null : new TenantId(tenant),
                        result.getString("target"),
                        result.getString("reason"),
                        overrides.isEmpty() ? List.of() : List.of(overrides.split(" ", -1)),
                        alterations(result.getString("alterations")));
        return new AuditRecord(
                result.getLong("number"),
                event,
                result.getString("previous_hash"),
                result.getString("hash"));
    }

    private static List<Alteration> alterations(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return switch (AlterationsReader.read(text, StoredPolicy.NO_LIMITS)) {
            case Outcome.Done<List<Alteration>>(List<Alteration> alterations) -> alterations;
            case Outcome.Refused<List<Alteration>>(Problem problem) ->
                    throw new StorageException("an audit record cannot be read: " + problem.code());
        };
    }

    private static AuditAction action(String text) {
        return AuditAction.find(text)
                .orElseThrow(() -> new StorageException("an audit record has an unknown action"));
    }
}
