package dev.sallyport.control.port;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit log; records are added and never changed. */
public interface AuditLog {

    /** Adds a record behind the last one and returns it. */
    AuditRecord append(AuditEvent event);

    /** Returns up to {@code limit} records whose number is above {@code after}, in their order. */
    default List<AuditRecord> after(long after, int limit) {
        return after(after, limit, null);
    }

    /**
     * Returns up to {@code limit} records whose number is above {@code after}, in their order.
     *
     * @param tenant whose records, or null for all
     */
    List<AuditRecord> after(long after, int limit, @Nullable TenantId tenant);

    /** Returns the last record, if there is any. */
    Optional<AuditRecord> last();

    /**
     * Returns up to {@code limit} records of one action whose number is below {@code before}, the
     * newest first.
     */
    List<AuditRecord> latest(AuditAction action, long before, int limit);

    /**
     * Returns up to {@code limit} records whose number is below {@code before}, the newest first.
     *
     * @param tenant whose records, or null for all
     */
    List<AuditRecord> before(long before, int limit, @Nullable TenantId tenant);
}
