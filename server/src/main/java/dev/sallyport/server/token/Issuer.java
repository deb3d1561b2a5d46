package dev.sallyport.server.token;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.client.ApiClients;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives clients that prove who they are an access token. Safe for use by several threads. */
public final class Issuer {

    /** What came of a request. */
    public sealed interface Result {

        /**
         * A token was issued.
         *
         * @param token the token
         * @param life how long it is good for
         * @param scope the names of its scopes, separated by spaces
         */
        record Issued(String token, Duration life, String scope) implements Result {

            /** Returns words that do not give the token away. */
            @Override
            public String toString() {
                return "Issued[" + scope + "]";
            }
        }

        /** The client is unknown, or the secret is not its secret. */
        record InvalidClient() implements Result {}

        /** A scope that is asked for does not exist, or the client does not hold it. */
        record InvalidScope() implements Result {}
    }

    private final ApiClients clients;
    private final ClientSecrets secrets;
    private final AccessTokens tokens;

    /** Issues {@code tokens} to {@code clients}. */
    public Issuer(ApiClients clients, ClientSecrets secrets, AccessTokens tokens) {
        this.clients = clients;
        this.secrets = secrets;
        this.tokens = tokens;
    }

    /**
     * Returns a token, or why there is none.
     *
     * @param scope the scopes asked for, separated by spaces; null for all that the client has
     */
    public Result issue(String clientId, String secret, @Nullable String scope) {
        Optional<ApiClient> client =
                clients.find(clientId).filter(found -> secrets.matches(found, secret));
        if (client.isEmpty()) {
            return new Result.InvalidClient();
        }
        Optional<Set<ApiScope>> scopes =
                scope == null ? Optional.of(client.get().scopes()) : asked(client.get(), scope);
        return scopes.<Result>map(granted -> issued(client.get(), granted))
                .orElseGet(Result.InvalidScope::new);
    }

    private Result issued(ApiClient client, Set<ApiScope> scopes) {
        return new Result.Issued(
                tokens.issue(client, scopes), tokens.life(), AccessTokens.text(scopes));
    }

    /* A client may ask for less than it has: for what its scopes include, one by one. */
    private static Optional<Set<ApiScope>> asked(ApiClient client, String text) {
        Set<ApiScope> asked = EnumSet.noneOf(ApiScope.class);
        for (String word : text.split(" ", -1)) {
            Optional<ApiScope> scope = ApiScope.find(word);
            if (scope.isEmpty() || !ApiScope.isHeld(client.scopes(), scope.get())) {
                return Optional.empty();
            }
            asked.add(scope.get());
        }
        return Optional.of(asked);
    }
}
