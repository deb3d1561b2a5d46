package dev.sallyport.control.list;

import dev.sallyport.engine.policy.TenantId;

/**
 * A tenant whose active policy names a list.
 *
 * @param tenant the tenant
 * @param revision its active revision
 * @param sequence its sequence
 */
public record ListUser(TenantId tenant, long revision, long sequence) {}
