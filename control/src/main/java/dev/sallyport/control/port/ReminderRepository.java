package dev.sallyport.control.port;

import dev.sallyport.control.expiry.Reminder;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of which deadlines people were told. */
public interface ReminderRepository {

    /** Returns what was told of a tenant, or of the operator's lists if {@code tenant} is null. */
    Set<Reminder> of(@Nullable TenantId tenant);

    /** Notes that something was told; returns whether it had not been noted. */
    boolean add(Reminder reminder);

    /** Forgets what was told of deadlines before {@code instant}; returns how much. */
    int forget(Instant instant);
}
