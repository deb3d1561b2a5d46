package dev.sallyport.control.list;

import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;

/**
 * What a list is to one tenant.
 *
 * @param tenant the tenant
 * @param revision its active revision
 * @param rules the rules that name the list, in the order of the policy
 */
public record ListUse(TenantId tenant, long revision, List<RuleUse> rules) {

    /** Copies the rules. */
    public ListUse {
        rules = List.copyOf(rules);
    }

    /* A policy that cannot be understood is a user whose rules nobody knows. */
    static ListUse of(Repositories repositories, ListId list, ListUser user) {
        try {
            Policy policy =
                    repositories
                            .revisions()
                            .current(user.tenant())
                            .map(revision -> revision.policy())
                            .orElse(Policy.INITIAL);
            return new ListUse(user.tenant(), user.revision(), RuleUse.of(list.name(), policy));
        } catch (UnreadableStateException unreadable) {
            return new ListUse(user.tenant(), user.revision(), List.of());
        }
    }
}
