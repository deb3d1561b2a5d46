package dev.sallyport.store;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.port.SequenceRepository;
import dev.sallyport.engine.policy.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

record SqlSequences(Work work) implements SequenceRepository {

    @Override
    public long current(TenantId tenant) {
        return work.reading()
                .sql("SELECT value FROM tenant_sequence WHERE tenant = ?")
                .param(tenant.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public Map<TenantId, Long> all() {
        Map<TenantId, Long> sequences = new HashMap<>();
        work.reading()
                .sql(
                        "SELECT tenant, value FROM tenant_sequence WHERE tenant IN (SELECT id FROM tenant)")
                .query(result -> {
                    sequences.put(new TenantId(result.getString(1)), result.getLong(2));
                });
        return sequences;
    }

    @Override
    public long advance(TenantId tenant) {
        return work.writing()
                .sql(
                        "INSERT INTO tenant_sequence (tenant, value) VALUES (?, 1)"
                                + " ON CONFLICT (tenant) DO UPDATE SET value = tenant_sequence.value + 1"
                                + " RETURNING value")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    @Override
    public void advanceUsers(ListId list) {
        TenantId only = list.tenant();
        List<String> parameters =
                only == null
                        ? List.of(list.name().value())
                        : List.of(list.name().value(), only.value());
        work.writing()
                .sql(
                        "UPDATE tenant_sequence SET value = value + 1"
                                + " WHERE tenant IN (SELECT tenant FROM list_use WHERE list = ?"
                                + (only == null ? ")" : " AND tenant = ?)"))
                .params(parameters)
                .update();
    }

    @Override
    public void advanceAll() {
        work.writing()
                .sql(
                        "UPDATE tenant_sequence SET value = value + 1 WHERE tenant IN (SELECT id FROM tenant)")
                .update();
    }
}
