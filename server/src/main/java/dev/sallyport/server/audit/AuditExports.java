package dev.sallyport.server.audit;

import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.document.AuditExportWriter;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes exports of the audit log, page by page: nothing but one page is in memory. */
public final class AuditExports {

    private AuditExports() {}

    /**
     * Writes the records behind {@code after} up to {@code head}, and the signed last line.
     *
     * @param tenant whose records, or null for all with the chain of hashes
     * @param isTenants whether it is for the tenant's own callers
     * @throws IOException if the output cannot be written
     */
    public static void write(
            AuditTrail trail,
            @Nullable TenantId tenant,
            boolean isTenants,
            long after,
            AuditHead head,
            AuditKey key,
            OutputStream output)
            throws IOException {
        AuditExportWriter writer = new AuditExportWriter(output, tenant);
        List<AuditRecord> records = trail.stretch(tenant, after, head.number());
        while (!records.isEmpty()) {
            for (AuditRecord record : records) {
                writer.record(isTenants ? AuditTrail.withoutOperator(record) : record);
            }
            records = trail.stretch(tenant, records.getLast().number(), head.number());
        }
        writer.end(after, head, key);
    }
}
