package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.PrincipalKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as something trusted vouches for it.
 *
 * @param kind the sort of party
 * @param id the id the deployment knows it by; null for an anonymous principal or where it is not
 *     known
 * @param roles its roles
 * @param clientId the client it uses, or null if the request names none
 * @param authorizedClients the clients it may use, or null if there is no such list
 */
public record Principal(
        PrincipalKind kind,
        @Nullable String id,
        Set<String> roles,
        @Nullable String clientId,
        @Nullable Set<String> authorizedClients) {

    /** The principal of a request for which nothing trusted has said who asks. */
    public static final Principal ANONYMOUS =
            new Principal(PrincipalKind.ANONYMOUS, null, Set.of(), null, null);

    /** Copies the sets. */
    public Principal {
        roles = Set.copyOf(roles);
        authorizedClients = authorizedClients == null ? null : Set.copyOf(authorizedClients);
    }
}
