package dev.sallyport.control.guard;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;

/**
 * All admins of a tenant are, or will be, denied by what is active.
 *
 * @param tenant whose admins
 * @param from from when on; not after the instant it was looked at if they are now
 * @param isNow whether they are now
 * @param admins how many they are
 */
public record LockOutAhead(TenantId tenant, Instant from, boolean isNow, int admins) {}
