package dev.sallyport.store;

import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.TenantId;
import java.util.Set;

/* Which lists the active revision and the draft of a tenant name. */
record SqlListUses(Work work) {

    /** Notes the lists of a revision that has become active; those of a draft are forgotten. */
    void active(TenantId tenant, long revision, Set<ListName> names) {
        work.writing().sql("DELETE FROM list_use WHERE tenant = ?").param(tenant.value()).update();
        for (ListName name : names) {
            work.writing()
                    .sql("INSERT INTO list_use (list, tenant, revision) VALUES (?, ?, ?)")
                    .params(name.value(), tenant.value(), revision)
                    .update();
        }
    }

    /** Notes the lists of a draft in place of those of the one before. */
    void drafted(TenantId tenant, long revision, Set<ListName> names) {
        work.writing()
                .sql("DELETE FROM list_use WHERE tenant = ? AND by_draft = 1")
                .param(tenant.value())
                .update();
        for (ListName name : names) {
            work.writing()
                    .sql(
                            "INSERT INTO list_use (list, tenant, revision, by_draft) VALUES (?, ?, ?, 1)"
                                    + " ON CONFLICT (list, tenant) DO NOTHING")
                    .params(name.value(), tenant.value(), revision)
                    .update();
        }
    }
}
