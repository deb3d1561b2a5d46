package dev.sallyport.store;

import dev.sallyport.control.port.ObservationSettings;
import dev.sallyport.engine.policy.TenantId;
import java.util.Set;

record SqlObservationSettings(Work work) implements ObservationSettings {

    @Override
    public Set<TenantId> pseudonymous() {
        return Set.copyOf(
                work.reading()
                        .sql("SELECT tenant FROM pseudonymous")
                        .query((row, number) -> new TenantId(row.getString(1)))
                        .list());
    }

    @Override
    public void pseudonymous(TenantId tenant, boolean pseudonyms) {
        int _ =
                work.writing()
                        .sql(
                                pseudonyms
                                        ? "INSERT INTO pseudonymous (tenant) VALUES (?) ON CONFLICT DO NOTHING"
                                        : "DELETE FROM pseudonymous WHERE tenant = ?")
                        .param(tenant.value())
                        .update();
    }
}
