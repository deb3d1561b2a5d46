package dev.sallyport.control.port;

import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import java.util.List;

/** The audit log; records are added and never changed. */
public interface AuditLog {

    /** Adds a record behind the last one and returns it. */
    AuditRecord append(AuditEvent event);

    /** Returns up to {@code limit} records whose number is above {@code after}, in their order. */
    List<AuditRecord> after(long after, int limit);
}
