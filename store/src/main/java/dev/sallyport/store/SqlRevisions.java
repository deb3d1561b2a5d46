package dev.sallyport.store;

import dev.sallyport.control.history.RevisionKind;
import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.history.RevisionSummary;
import dev.sallyport.control.history.Standing;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.RevisionRepository;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record SqlRevisions(Work work) implements RevisionRepository {

    private static final int PAGE = 500;

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
    public void append(TenantId tenant, PolicyRevision revision, RevisionNote note) {
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
                        "INSERT INTO revision (tenant, number, sequence, policy, published_at, published_by, address, reason,"
                                + " kind, of_revision, standing, mode, rule_count, entry_count)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(tenant.value())
                .param(revision.number())
                .param(revision.sequence())
                .param(StoredPolicy.write(revision.policy()))
                .param(revision.publishedAt().toString())
                .param(revision.publishedBy())
                .param(revision.address())
                .param(revision.reason())
                .param(note.kind().text())
                .param(note.of())
                .param(note.standing().text())
                .param(revision.policy().mode().name())
                .param(revision.policy().rules().size())
                .param(revision.policy().entryCount())
                .update();
        SqlListUses uses = new SqlListUses(work);
        uses.active(tenant, revision.number(), revision.policy().listNames());
        SqlDrafts.readable(work, tenant)
                .ifPresent(draft ->
                        uses.drafted(tenant, revision.number(), draft.policy().listNames()));
    }

    @Override
    public void standing(TenantId tenant, long revision, Standing standing) {
        work.writing()
                .sql("UPDATE revision SET standing = ? WHERE tenant = ? AND number = ?")
                .params(standing.text(), tenant.value(), revision)
                .update();
    }

    @Override
    public List<RevisionSummary> before(TenantId tenant, long before, int limit) {
        return work.reading()
                .sql(
                        "SELECT number, sequence, kind, of_revision, standing, published_at, published_by, address, reason,"
                                + " mode, rule_count, entry_count FROM revision"
                                + " WHERE tenant = ? AND number < ? ORDER BY number DESC LIMIT ?")
                .params(tenant.value(), before, limit)
                .query((result, row) -> summary(tenant, result))
                .list();
    }

    /* A revision that an older version wrote was not counted then. */
    private RevisionSummary summary(TenantId tenant, ResultSet result) throws SQLException {
        long number = result.getLong("number");
        String mode = result.getString("mode");
        if (mode == null) {
            return RevisionSummary.of(find(tenant, number).orElseThrow(), note(result));
        }
        return new RevisionSummary(
                number,
                result.getLong("sequence"),
                note(result),
                Instant.parse(result.getString("published_at")),
                result.getString("published_by"),
                result.getString("address"),
                result.getString("reason"),
                Mode.valueOf(mode),
                result.getInt("rule_count"),
                result.getInt("entry_count"));
    }

    private static RevisionNote note(ResultSet result) throws SQLException {
        long of = result.getLong("of_revision");
        Long known = result.wasNull() ? null : of;
        return new RevisionNote(
                RevisionKind.find(result.getString("kind"))
                        .orElseThrow(() -> new StorageException("a revision is of no kind")),
                known,
                Standing.find(result.getString("standing"))
                        .orElseThrow(() -> new StorageException("a revision stands nowhere")));
    }

    /* The texts of instants do not sort as instants do, and clocks step; the newest are looked at first. */
    @Override
    public Optional<Long> numberAt(TenantId tenant, Instant instant) {
        long before = Long.MAX_VALUE;
        while (true) {
            List<Dated> page =
                    work.reading()
                            .sql(
                                    "SELECT number, published_at FROM revision"
                                            + " WHERE tenant = ? AND number < ? ORDER BY number DESC LIMIT ?")
                            .params(tenant.value(), before, PAGE)
                            .query((result, row) ->
                                    new Dated(
                                            result.getLong(1), Instant.parse(result.getString(2))))
                            .list();
            for (Dated each : page) {
                if (!each.at().isAfter(instant)) {
                    return Optional.of(each.number());
                }
            }
            if (page.size() < PAGE) {
                return Optional.empty();
            }
            before = page.getLast().number();
        }
    }

    private record Dated(long number, Instant at) {}
}
