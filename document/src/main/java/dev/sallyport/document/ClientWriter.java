package dev.sallyport.document;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Role;
import dev.sallyport.control.client.ApiClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes clients of the API as JSON; a secret only when it was made a moment ago. */
public final class ClientWriter {

    private ClientWriter() {}

    /** Returns the document of a client that has just got the given secret. */
    public static String write(ApiClient client, String secret) {
        return JsonText.of(json -> client(json, client, secret));
    }

    /** Returns the document of a client, without its secret. */
    public static String write(ApiClient client) {
        return JsonText.of(json -> client(json, client, null));
    }

    /** Returns the document of several clients: {@code {"items"}}. */
    public static String write(List<ApiClient> clients) {
        return JsonText.of(json ->
                json.object(() -> json.array("items", clients, each -> client(json, each, null))));
    }

    private static void client(JsonText json, ApiClient client, @Nullable String secret) {
        json.object(() -> {
            json.member("client_id", client.clientId());
            if (secret != null) {
                json.member("client_secret", secret);
            }
            json.member("name", client.name())
                    .texts("scopes", client.scopes().stream().sorted().map(ApiScope::text).toList())
                    .member("role", Role.of(client.scopes()).map(Role::text).orElse(null))
                    .member("createdAt", client.createdAt().toString())
                    .member("secretChangedAt", client.secretChangedAt().toString());
        });
    }
}
