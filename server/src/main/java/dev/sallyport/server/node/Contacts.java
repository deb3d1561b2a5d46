package dev.sallyport.server.node;

import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.TenantContacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The contacts and the regions of the tenants that are loaded. Safe for use by many threads;
 * readers never wait.
 */
public final class Contacts implements TenantContacts {

    private final Map<TenantId, String> texts = new ConcurrentHashMap<>();
    private final Map<TenantId, String> regions = new ConcurrentHashMap<>();

    @Override
    public @Nullable String of(TenantId tenant) {
        return texts.get(tenant);
    }

    /** Returns the region a tenant lives in, or null if that is not said. */
    public @Nullable String regionOf(TenantId tenant) {
        return regions.get(tenant);
    }

    void loaded(Tenant tenant) {
        String region = tenant.region();
        if (region == null) {
            regions.remove(tenant.id());
        } else {
            regions.put(tenant.id(), region);
        }
        if (tenant.contact() == null) {
            texts.remove(tenant.id());
        } else {
            texts.put(tenant.id(), tenant.contact().text());
        }
    }

    void gone(TenantId tenant) {
        texts.remove(tenant);
        regions.remove(tenant);
    }
}
