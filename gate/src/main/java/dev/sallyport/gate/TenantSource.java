package dev.sallyport.gate;

import org.jspecify.annotations.Nullable;

/**
 * The one thing of a request that names its tenant. A header that the proxy vouches for ({@link
 * FactHeaders#tenant}) takes the place of the host.
 */
public sealed interface TenantSource {

    /**
     * The host: the tenant that owns it, or else the one the pattern names.
     *
     * @param pattern by which a host that no tenant owns names one, or null
     */
    record Host(@Nullable HostPattern pattern) implements TenantSource {}

    /**
     * A segment of the path. The channel is chosen by what stands behind it.
     *
     * @param pattern which segment
     */
    record Path(PathPattern pattern) implements TenantSource {}

    /** The tenant that the request's token names. Without a token there is none. */
    record Token() implements TenantSource {}

    /** Returns the source unless a deployment says otherwise: the hosts that tenants own. */
    static TenantSource ownedHosts() {
        return new Host(null);
    }
}
