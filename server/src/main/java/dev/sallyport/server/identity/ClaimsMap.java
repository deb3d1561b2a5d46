package dev.sallyport.server.identity;

import dev.sallyport.jose.ClaimPath;
import org.jspecify.annotations.Nullable;

/**
 * Under which claims a token of the application says what.
 *
 * @param kind the kind of the principal, {@code user}, {@code client} or {@code support}; null if
 *     none says so: then a principal whose id is that of its client is a client, every other a user
 * @param id the principal's id
 * @param roles its roles, a list or one text with spaces between
 * @param client the client it uses
 * @param authorizedClients the clients it may use, in the form of roles, or null if none says so
 * @param tenant the tenant the token is made for, or null if none says so
 */
public record ClaimsMap(
        @Nullable ClaimPath kind,
        ClaimPath id,
        ClaimPath roles,
        ClaimPath client,
        @Nullable ClaimPath authorizedClients,
        @Nullable ClaimPath tenant) {}
