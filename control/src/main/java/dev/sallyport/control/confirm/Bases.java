package dev.sallyport.control.confirm;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The policies that come back if what waits is not confirmed; what they name has to stay. */
public final class Bases {

    private Bases() {}

    /**
     * Returns the base of every provisional revision, by tenant; those that cannot be read are left
     * out.
     */
    public static Map<TenantId, Policy> of(Repositories repositories) {
        return of(repositories, repositories.provisionals().all());
    }

    /**
     * Returns, by tenant, the bases of provisional revisions that name a list. A tenant's own list
     * can be named by that tenant only; a base that cannot be read is left out.
     */
    public static Map<TenantId, Policy> naming(Repositories repositories, ListId list) {
        TenantId owner = list.tenant();
        Map<TenantId, Policy> bases =
                owner == null
                        ? of(repositories)
                        : of(
                                repositories,
                                repositories.provisionals().find(owner).stream().toList());
        bases.values().removeIf(base -> !base.listNames().contains(list.name()));
        return bases;
    }

    private static Map<TenantId, Policy> of(Repositories repositories, List<Provisional> waiting) {
        Map<TenantId, Policy> bases = new TreeMap<>();
        for (Provisional provisional : waiting) {
            policy(repositories, provisional)
                    .ifPresent(base -> bases.put(provisional.tenant(), base));
        }
        return bases;
    }

    private static Optional<Policy> policy(Repositories repositories, Provisional provisional) {
        try {
            StoredTenant stored =
                    repositories.tenants().findStored(provisional.tenant()).orElse(null);
            return stored != null
                            && Policies.revision(repositories, stored, provisional.base())
                                    instanceof Outcome.Done<PolicyRevision>(PolicyRevision base)
                    ? Optional.of(base.policy())
                    : Optional.empty();
        } catch (UnreadableStateException unreadable) {
            return Optional.empty();
        }
    }
}
