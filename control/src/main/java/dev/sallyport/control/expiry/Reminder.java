package dev.sallyport.control.expiry;

import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That people were told of a deadline, which happens once for each lead time. Another deadline of
 * the same entry is told again.
 *
 * @param tenant whose, or null if it is of a list of the operator
 * @param place where, as {@link Deadline#place} names it
 * @param kind what happens at the deadline
 * @param deadline the deadline
 * @param ahead how long ahead; zero when the deadline has come
 */
public record Reminder(
        @Nullable TenantId tenant,
        String place,
        Deadline.Kind kind,
        Instant deadline,
        Duration ahead) {}
