package dev.sallyport.store;

import dev.sallyport.control.explain.SharedExplanation;
import dev.sallyport.control.port.SharedExplanations;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

record SqlSharedExplanations(Work work) implements SharedExplanations {

    @Override
    public Optional<SharedExplanation> find(String digest) {
        return work.reading()
                .sql("SELECT * FROM shared_explanation WHERE digest = ?")
                .param(digest)
                .query(SqlSharedExplanations::shared)
                .optional();
    }

    private static SharedExplanation shared(ResultSet result, int row) throws SQLException {
        return new SharedExplanation(
                new TenantId(result.getString("tenant")),
                Instant.ofEpochMilli(result.getLong("expires_at")),
                result.getString("document"),
                result.getString("text"));
    }

    @Override
    public void put(String digest, SharedExplanation shared, int most) {
        work.writing()
                .sql(
                        "INSERT INTO shared_explanation (digest, tenant, expires_at, document, text) VALUES (?, ?, ?, ?, ?)")
                .params(
                        digest,
                        shared.tenant().value(),
                        shared.expiresAt().toEpochMilli(),
                        shared.document(),
                        shared.text())
                .update();
        work.writing()
                .sql(
                        "DELETE FROM shared_explanation WHERE tenant = ? AND digest NOT IN"
                                + " (SELECT digest FROM shared_explanation WHERE tenant = ?"
                                + " ORDER BY expires_at DESC, digest LIMIT ?)")
                .params(shared.tenant().value(), shared.tenant().value(), most)
                .update();
    }

    @Override
    public void purge(Instant now) {
        work.writing()
                .sql("DELETE FROM shared_explanation WHERE expires_at <= ?")
                .param(now.toEpochMilli())
                .update();
    }
}
