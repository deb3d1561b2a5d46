package dev.sallyport.control.tenant;

import dev.sallyport.engine.host.HostName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to change in a tenant; a JSON merge patch (RFC 7396) in values.
 *
 * @param name the new name, or null to leave it
 * @param hosts the new host names in the order of the document, or null to leave them
 * @param region the new region, {@link #NO_REGION} to remove it, or null to leave it
 * @param contact the new contact, a valid one, {@link #NO_CONTACT} to remove it, or null to leave
 *     it
 */
public record TenantPatch(
        @Nullable String name,
        @Nullable List<HostName> hosts,
        @Nullable String region,
        @Nullable String contact) {

    /** The word for no region. */
    public static final String NO_REGION = "";

    /** The word for no contact. */
    public static final String NO_CONTACT = "";

    /** Makes a patch that leaves the contact. */
    public TenantPatch(
            @Nullable String name, @Nullable List<HostName> hosts, @Nullable String region) {
        this(name, hosts, region, null);
    }

    /** Copies the hosts. */
    public TenantPatch {
        hosts = hosts == null ? null : List.copyOf(hosts);
    }
}
