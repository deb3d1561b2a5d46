package dev.sallyport.control.port;

import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.util.Map;

/**
 * A tenant as it is stored.
 *
 * @param tenant the tenant
 * @param sequence its sequence
 * @param revision its active revision
 * @param lists those of the lists the active revision names that there are
 */
public record StoredTenant(
        Tenant tenant, long sequence, PolicyRevision revision, Map<ListName, NetworkList> lists) {

    /** Copies the lists. */
    public StoredTenant {
        lists = Map.copyOf(lists);
    }
}
