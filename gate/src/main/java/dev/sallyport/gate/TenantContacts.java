package dev.sallyport.gate;

import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Whom the people of each tenant ask for access. Asked on event loops by several threads at a time:
 * it must neither wait nor throw.
 */
@FunctionalInterface
public interface TenantContacts {

    /** Nobody's contact is known. */
    TenantContacts NONE = tenant -> null;

    /**
     * Returns the contact of a tenant, words or a link that begins with {@code mailto:} or {@code
     * https://}, at most 200 characters; null if it has none.
     */
    @Nullable String of(TenantId tenant);
}
