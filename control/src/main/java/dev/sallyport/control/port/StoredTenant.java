package dev.sallyport.control.port;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as it is stored.
 *
 * @param tenant the tenant
 * @param sequence its sequence
 * @param revision its active revision
 * @param draft its draft, or null; also null if what is stored of it cannot be understood
 * @param lists those of the lists the active revision or the draft names that there are
 */
public record StoredTenant(
        Tenant tenant,
        long sequence,
        PolicyRevision revision,
        @Nullable Draft draft,
        Map<ListName, NetworkList> lists) {

    /** Returns the names of all lists that a revision and a draft name. */
    public static Set<ListName> listNames(PolicyRevision revision, @Nullable Draft draft) {
        if (draft == null) {
            return revision.policy().listNames();
        }
        Set<ListName> names = new HashSet<>(revision.policy().listNames());
        names.addAll(draft.policy().listNames());
        return names;
    }

    /** Copies the lists. */
    public StoredTenant {
        lists = Map.copyOf(lists);
    }
}
