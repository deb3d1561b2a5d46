package dev.sallyport.control.history;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;

/** Writes a revision with everything that goes with it: sequence, audit records, announcement. */
public final class Journal {

    private Journal() {}

    /**
     * Makes a policy the active revision of a tenant. Which policy may become that is not decided
     * here.
     *
     * @param before the tenant as it is stored at this moment
     * @param action how the audit log is to call it
     * @param overrides the codes of the refusals that were overridden
     */
    public static PolicyRevision append(
            Repositories repositories,
            StoredTenant before,
            Policy policy,
            RevisionNote note,
            AuditAction action,
            List<String> overrides,
            Origin origin) {
        TenantId tenant = before.tenant().id();
        AuditEvent event = AuditEvent.of(action, origin, tenant);
        long sequence = repositories.sequences().advance(tenant);
        PolicyRevision next =
                new PolicyRevision(
                        before.revision().number() + 1,
                        sequence,
                        policy,
                        origin.at(),
                        event.actor(),
                        event.address(),
                        event.reason());
        repositories.revisions().append(tenant, next, note);
        String number = Long.toString(next.number());
        if (before.revision().policy().mode() != policy.mode()) {
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.POLICY_MODE_CHANGED, origin, tenant)
                                    .target(number)
                                    .altering(
                                            Alteration.between(
                                                    "/mode",
                                                    before.revision().policy().mode(),
                                                    policy.mode())));
        }
        List<Alteration> alterations = new ArrayList<>();
        if (note.standing() == Standing.PROVISIONAL) {
            alterations.add(new Alteration("/standing", "", "waits for a confirmation"));
        }
        alterations.addAll(
                PolicyDifference.between(before.revision().policy(), policy).alterations());
        repositories
                .audit()
                .append(event.target(number).overriding(overrides).altering(alterations));
        repositories.changes().add(new Change.TenantChanged(tenant, sequence));
        return next;
    }
}
