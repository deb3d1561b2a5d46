package dev.sallyport.control.people;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;

/** What is kept of a principal besides where it was seen. Safe for use by several threads. */
public interface Traces {

    /** No traces. */
    Traces NONE =
            new Traces() {
                @Override
                public int erase(TenantId tenant, PrincipalReference principal) {
                    return 0;
                }

                @Override
                public String pseudonym(TenantId tenant, PrincipalReference principal) {
                    return "";
                }
            };

    /**
     * Erases all of it, and returns how much that was.
     *
     * @throws StorageException if it cannot be erased
     */
    int erase(TenantId tenant, PrincipalReference principal);

    /** Returns a name for the principal that does not say who it is. */
    String pseudonym(TenantId tenant, PrincipalReference principal);
}
