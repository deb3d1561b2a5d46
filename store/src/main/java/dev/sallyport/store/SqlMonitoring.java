package dev.sallyport.store;

import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.control.port.MonitoringRepository;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

record SqlMonitoring(Work work) implements MonitoringRepository {

    @Override
    public Optional<MonitorSettings> find(TenantId tenant) {
        return work.reading()
                .sql("SELECT * FROM monitoring WHERE tenant = ?")
                .param(tenant.value())
                .query(SqlMonitoring::settings)
                .optional();
    }

    private static MonitorSettings settings(ResultSet result, int row) throws SQLException {
        String reviewAt = result.getString("review_at");
        return new MonitorSettings(
                result.getString("owner"), reviewAt == null ? null : Instant.parse(reviewAt));
    }

    @Override
    public void put(TenantId tenant, MonitorSettings settings) {
        Instant reviewAt = settings.reviewAt();
        work.writing()
                .sql(
                        "INSERT INTO monitoring (tenant, owner, review_at) VALUES (?, ?, ?)"
                                + " ON CONFLICT (tenant) DO UPDATE SET owner = excluded.owner, review_at = excluded.review_at")
                .param(tenant.value())
                .param(settings.owner())
                .param(reviewAt == null ? null : reviewAt.toString())
                .update();
    }
}
