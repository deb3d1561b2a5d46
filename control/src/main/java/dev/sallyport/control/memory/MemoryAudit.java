package dev.sallyport.control.memory;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditChain;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.port.AuditLog;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record MemoryAudit(Access access) implements AuditLog {

    @Override
    public AuditRecord append(AuditEvent event) {
        List<AuditRecord> audit = access.writable().audit;
        String previous = audit.isEmpty() ? AuditChain.GENESIS : audit.getLast().hash();
        AuditRecord record = AuditRecord.chained(audit.size() + 1L, event, previous);
        audit.add(record);
        return record;
    }

    @Override
    public Optional<AuditRecord> last() {
        List<AuditRecord> audit = access.readable().audit;
        return audit.isEmpty() ? Optional.empty() : Optional.of(audit.getLast());
    }

    @Override
    public List<AuditRecord> after(long after, int limit, @Nullable TenantId tenant) {
        return access.readable().audit.stream()
                .filter(record -> record.number() > after)
                .filter(record -> tenant == null || tenant.equals(record.event().tenant()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<AuditRecord> before(long before, int limit, @Nullable TenantId tenant) {
        return access.readable().audit.reversed().stream()
                .filter(record -> record.number() < before)
                .filter(record -> tenant == null || tenant.equals(record.event().tenant()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<AuditRecord> latest(AuditAction action, long before, int limit) {
        return access.readable().audit.reversed().stream()
                .filter(record -> record.number() < before && record.event().action() == action)
                .limit(limit)
                .toList();
    }
}
