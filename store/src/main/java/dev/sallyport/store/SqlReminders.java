package dev.sallyport.store;

import dev.sallyport.control.expiry.Deadline;
import dev.sallyport.control.expiry.Reminder;
import dev.sallyport.control.port.ReminderRepository;
import dev.sallyport.engine.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* A reminder of the operator's lists has the empty tenant, which is the id of none. */
record SqlReminders(Work work) implements ReminderRepository {

    @Override
    public Set<Reminder> of(@Nullable TenantId tenant) {
        return Set.copyOf(
                work.reading()
                        .sql("SELECT * FROM reminder WHERE tenant = ?")
                        .param(text(tenant))
                        .query(SqlReminders::reminder)
                        .list());
    }

    private static String text(@Nullable TenantId tenant) {
        return tenant == null ? "" : tenant.value();
    }

    private static Reminder reminder(ResultSet result, int row) throws SQLException {
        String tenant = result.getString("tenant");
        String kind = result.getString("kind");
        return new Reminder(
                tenant.isEmpty() ? null : new TenantId(tenant),
                result.getString("place"),
                Arrays.stream(Deadline.Kind.values())
                        .filter(each -> each.text().equals(kind))
                        .findFirst()
                        .orElseThrow(),
                Instant.parse(result.getString("deadline")),
                Duration.ofSeconds(result.getLong("ahead_seconds")));
    }

    @Override
    public boolean add(Reminder reminder) {
        return work.writing()
                        .sql(
                                "INSERT INTO reminder (tenant, place, kind, deadline, deadline_second, ahead_seconds)"
                                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                        .param(text(reminder.tenant()))
                        .param(reminder.place())
                        .param(reminder.kind().text())
                        .param(reminder.deadline().toString())
                        .param(reminder.deadline().getEpochSecond())
                        .param(reminder.ahead().toSeconds())
                        .update()
                == 1;
    }

    @Override
    public int forget(Instant instant) {
        return work.writing()
                .sql("DELETE FROM reminder WHERE deadline_second < ?")
                .param(instant.getEpochSecond())
                .update();
    }
}
