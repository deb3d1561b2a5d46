package dev.sallyport.compat.genesys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document asks to be changed; whatever is null stays as it is.
 *
 * @param addresses the allowed networks in the order they were sent, empty for no restriction; at
 *     most {@link #MAX_ADDRESSES}
 * @param domainsEnabled whether the web domains are in force
 * @param domains the web domains that may embed the client; at most {@link #MAX_DOMAINS}
 */
public record OrgSettingsChange(
        @Nullable List<AllowedNetwork> addresses,
        @Nullable Boolean domainsEnabled,
        @Nullable List<String> domains) {

    /** The most allowed networks, as the vendor documents it. */
    public static final int MAX_ADDRESSES = 150;

    /** The most web domains; the vendor documents none. */
    public static final int MAX_DOMAINS = 500;

    /** The longest web domain, in characters (RFC 1035 section 3.1, in text). */
    public static final int MAX_DOMAIN_LENGTH = 253;

    /** Copies the lists. */
    public OrgSettingsChange {
        addresses = addresses == null ? null : List.copyOf(addresses);
        domains = domains == null ? null : List.copyOf(domains);
    }
}
