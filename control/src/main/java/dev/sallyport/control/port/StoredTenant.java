package dev.sallyport.control.port;

import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.tenant.Tenant;

/**
 * A tenant as it is stored.
 *
 * @param tenant the tenant
 * @param sequence its sequence
 * @param revision its active revision
 */
public record StoredTenant(Tenant tenant, long sequence, PolicyRevision revision) {}
