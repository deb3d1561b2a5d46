package dev.sallyport.control.tenant;

import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as it is to be made.
 *
 * @param id the id, free until now
 * @param name for people
 * @param hosts its host names in the order of the document, which pointers of faults refer to
 * @param region the region it lives in, or null if not said
 * @param contact whom its people ask for access, or null if not said
 */
public record TenantSubmission(
        TenantId id,
        String name,
        List<HostName> hosts,
        @Nullable String region,
        @Nullable Contact contact) {

    /** Makes a submission without a contact. */
    public TenantSubmission(
            TenantId id, String name, List<HostName> hosts, @Nullable String region) {
        this(id, name, hosts, region, null);
    }

    /** Copies the hosts. */
    public TenantSubmission {
        hosts = List.copyOf(hosts);
    }
}
