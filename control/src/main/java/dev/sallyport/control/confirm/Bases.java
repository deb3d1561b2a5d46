package dev.sallyport.control.confirm;

import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
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
        Map<TenantId, Policy> bases = new TreeMap<>();
        for (Provisional provisional : repositories.provisionals().all()) {
            policy(repositories, provisional)
                    .ifPresent(policy -> bases.put(provisional.tenant(), policy));
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
