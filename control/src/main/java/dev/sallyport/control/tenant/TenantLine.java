package dev.sallyport.control.tenant;

import dev.sallyport.engine.policy.TenantId;

/**
 * One line of an import: a tenant that is to be there with these members.
 *
 * @param id the tenant
 * @param members what is said about it; what is not said stays; a new tenant without a name is
 *     called by its id
 */
public record TenantLine(TenantId id, TenantPatch members) {}
