package dev.sallyport.control.policy;

import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.util.Optional;

/** Reading policies. Safe for use by several threads. */
public final class Policies {

    private final Transactions transactions;

    /** Reads policies behind {@code transactions}. */
    public Policies(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the active revision of a tenant. */
    public Outcome<PolicyRevision> current(TenantId tenant) {
        return transactions.read(repositories ->
                repositories
                        .tenants()
                        .findStored(tenant)
                        .<Outcome<PolicyRevision>>map(stored -> Outcome.done(stored.revision()))
                        .orElseGet(() -> Tenants.unknown(tenant)));
    }

    /** Returns the revision of a tenant with the given number. */
    public Outcome<PolicyRevision> revision(TenantId tenant, long number) {
        return transactions.read(repositories ->
                repositories
                        .tenants()
                        .findStored(tenant)
                        .map(stored -> revision(repositories, stored, number))
                        .orElseGet(() -> Tenants.unknown(tenant)));
    }

    /** Returns the revision of a stored tenant with the given number, which may be 0. */
    public static Outcome<PolicyRevision> revision(
            Repositories repositories, StoredTenant stored, long number) {
        Tenant tenant = stored.tenant();
        if (number == stored.revision().number()) {
            return Outcome.done(stored.revision());
        }
        Optional<PolicyRevision> found =
                number == 0
                        ? Optional.of(PolicyRevision.initial(tenant.createdAt()))
                        : repositories.revisions().find(tenant.id(), number);
        return found.<Outcome<PolicyRevision>>map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(
                                ProblemCode.POLICY_REVISION_UNKNOWN,
                                "the tenant has no revision `" + number + "`"));
    }
}
