package dev.sallyport.gate;

import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What a believed token says.
 *
 * @param principal who asks
 * @param tenant for which tenant the token was made, or null if it names none
 */
public record TokenIdentity(Principal principal, @Nullable TenantId tenant) {}
