package dev.sallyport.control.client;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program that may get access tokens.
 *
 * @param clientId unique in the deployment
 * @param tenant the tenant it belongs to, or null for an operator's client
 * @param name for people
 * @param scopes what its tokens may allow
 * @param secretHash what is kept of its secret
 * @param createdAt when it was made
 * @param secretChangedAt when it got its present secret; tokens from before are no longer valid
 */
public record ApiClient(
        String clientId,
        @Nullable TenantId tenant,
        String name,
        Set<ApiScope> scopes,
        SecretHash secretHash,
        Instant createdAt,
        Instant secretChangedAt) {

    /** Copies the scopes. */
    public ApiClient {
        scopes = Set.copyOf(scopes);
    }

    /** Returns this client with another secret. */
    public ApiClient withSecret(SecretHash hash, Instant at) {
        return new ApiClient(clientId, tenant, name, scopes, hash, createdAt, at);
    }
}
