package dev.sallyport.store;

import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.RevisionRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

record SqlRevisions(Work work) implements RevisionRepository {

    @Override
    public Optional<PolicyRevision> current(TenantId tenant) {
        return work.reading()
                .sql("SELECT * FROM revision WHERE tenant = ? ORDER BY number DESC LIMIT 1")
                .param(tenant.value())
                .query(SqlRevisions::revision)
                .optional();
    }

    @Override
    public Optional<PolicyRevision> find(TenantId tenant, long revision) {
        return work.reading()
                .sql("SELECT * FROM revision WHERE tenant = ? AND number = ?")
                .params(tenant.value(), revision)
                .query(SqlRevisions::revision)
                .optional();
    }

    private static PolicyRevision revision(ResultSet result, int row) throws SQLException {
        return new PolicyRevision(
                result.getLong("number"),
                result.getLong("sequence"),
                StoredPolicy.read(result.getString("policy")),
                Instant.parse(result.getString("published_at")),
                result.getString("published_by"),
                result.getString("address"),
                result.getString("reason"));
    }

    @Override
    public void append(TenantId tenant, PolicyRevision revision) {
        long active =
                work.reading()
                        .sql("SELECT COALESCE(MAX(number), 0) FROM revision WHERE tenant = ?")
                        .param(tenant.value())
                        .query(Long.class)
                        .single();
        if (revision.number() != active + 1) {
            throw new StorageException("the revision does not follow the active one");
        }
        work.writing()
                .sql(
                        "INSERT INTO revision (tenant, number, sequence, policy, published_at, published_by, address, reason)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        tenant.value(),
                        revision.number(),
                        revision.sequence(),
                        StoredPolicy.write(revision.policy()),
                        revision.publishedAt().toString(),
                        revision.publishedBy(),
                        revision.address(),
                        revision.reason())
                .update();
        SqlListUses uses = new SqlListUses(work);
        uses.active(tenant, revision.number(), revision.policy().listNames());
        SqlDrafts.readable(work, tenant)
                .ifPresent(draft ->
                        uses.drafted(tenant, revision.number(), draft.policy().listNames()));
    }
}
