package dev.sallyport.control.egress;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program at a tenant's side that keeps a firewall in step and says so, known by its public key.
 * Several tenants may register the same key: whoever runs firewalls for them runs one program.
 *
 * @param tenant whose it is
 * @param id the thumbprint of its key (RFC 7638)
 * @param key the 32 bytes of the Ed25519 key as base64url (the member {@code x} of RFC 8037)
 * @param name for people
 * @param createdAt when it was registered
 * @param last what it acknowledged last, or null if nothing yet
 */
public record EgressAgent(
        TenantId tenant,
        String id,
        String key,
        String name,
        Instant createdAt,
        @Nullable Acknowledgement last) {

    /** Returns this with another last acknowledgement. */
    EgressAgent acknowledging(Acknowledgement acknowledgement) {
        return new EgressAgent(tenant, id, key, name, createdAt, acknowledgement);
    }
}
