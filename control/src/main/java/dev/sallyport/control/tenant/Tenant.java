package dev.sallyport.control.tenant;

import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer of the SaaS.
 *
 * @param id unique in the deployment
 * @param name for people
 * @param hosts the host names whose requests are this tenant's, unique over tenants, in ASCII order
 * @param region the region it lives in, or null if not said
 * @param contact whom its people ask for access, or null if not said
 * @param createdAt when it was made
 * @param updatedAt when its own members last changed; its policy is no member
 */
public record Tenant(
        TenantId id,
        String name,
        List<HostName> hosts,
        @Nullable String region,
        @Nullable Contact contact,
        Instant createdAt,
        Instant updatedAt) {

    /** Copies and sorts the hosts. */
    public Tenant {
        hosts = hosts.stream().sorted().distinct().toList();
    }
}
