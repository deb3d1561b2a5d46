package dev.sallyport.server.node;

import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.TenantContacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of the tenants that are loaded. Safe for use by many threads; readers never wait.
 */
public final class Contacts implements TenantContacts {

    private final Map<TenantId, String> texts = new ConcurrentHashMap<>();

    @Override
    public @Nullable String of(TenantId tenant) {
        return texts.get(tenant);
    }

    void loaded(Tenant tenant) {
        if (tenant.contact() == null) {
            gone(tenant.id());
        } else {
            texts.put(tenant.id(), tenant.contact().text());
        }
    }

    void gone(TenantId tenant) {
        texts.remove(tenant);
    }
}
