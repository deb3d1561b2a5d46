package dev.sallyport.control.confirm;

import dev.sallyport.engine.policy.TenantId;

/**
 * A request that nodes are to watch for.
 *
 * @param tenant to whom
 * @param revision under which revision, which has to allow it
 * @param awaited which request
 */
public record Expectation(TenantId tenant, long revision, Awaited awaited) {}
