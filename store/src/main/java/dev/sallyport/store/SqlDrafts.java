package dev.sallyport.store;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.port.DraftRepository;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

record SqlDrafts(Work work) implements DraftRepository {

    @Override
    public Optional<Draft> find(TenantId tenant) {
        return work.reading()
                .sql("SELECT * FROM draft WHERE tenant = ?")
                .param(tenant.value())
                .query(SqlDrafts::draft)
                .optional();
    }

    /** Returns the draft of a tenant; one that cannot be understood is none to whoever decides. */
    static Optional<Draft> readable(Work work, TenantId tenant) {
        try {
            return new SqlDrafts(work).find(tenant);
        } catch (UnreadableStateException unreadable) {
            return Optional.empty();
        }
    }

    private static Draft draft(ResultSet result, int row) throws SQLException {
        return new Draft(
                result.getLong("sequence"),
                result.getLong("base"),
                StoredPolicy.read(result.getString("policy")),
                Instant.parse(result.getString("saved_at")),
                result.getString("saved_by"));
    }

    @Override
    public void put(TenantId tenant, Draft draft) {
        work.writing()
                .sql(
                        "INSERT INTO draft (tenant, sequence, base, policy, saved_at, saved_by) VALUES (?, ?, ?, ?, ?, ?)"
                                + " ON CONFLICT (tenant) DO UPDATE SET sequence = excluded.sequence, base = excluded.base,"
                                + " policy = excluded.policy, saved_at = excluded.saved_at, saved_by = excluded.saved_by")
                .params(
                        tenant.value(),
                        draft.sequence(),
                        draft.base(),
                        StoredPolicy.write(draft.policy()),
                        draft.savedAt().toString(),
                        draft.savedBy())
                .update();
        new SqlListUses(work).drafted(tenant, draft.base(), draft.policy().listNames());
    }

    @Override
    public void remove(TenantId tenant) {
        work.writing().sql("DELETE FROM draft WHERE tenant = ?").param(tenant.value()).update();
        new SqlListUses(work).drafted(tenant, 0, Set.of());
    }
}
