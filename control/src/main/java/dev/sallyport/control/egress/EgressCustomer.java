package dev.sallyport.control.egress;

import dev.sallyport.engine.policy.TenantId;

/**
 * A tenant as somebody who opens a firewall to a region.
 *
 * @param tenant its id
 * @param name what people call it
 */
public record EgressCustomer(TenantId tenant, String name) {}
