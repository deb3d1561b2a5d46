import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks Sallyport's gate about somebody who has just signed in. Fails closed. Thread-safe. */
final class AskGate {

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofMillis(250))
                    .build();
    private final URI gate;

    AskGate(URI gate) {
        this.gate = gate;
    }

    /** Returns whether this person of this tenant may come in from this address. */
    boolean isAllowed(
            String tenant, String user, List<String> roles, String clientAddress, String path)
            throws InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(gate)
                        .timeout(Duration.ofSeconds(1))
                        .header("X-Sallyport-Tenant", tenant)
                        .header("X-Sallyport-Principal", "user:" + user)
                        .header("X-Sallyport-Roles", String.join(",", roles))
                        .header("X-Forwarded-For", clientAddress)
                        .header("X-Original-URI", path)
                        .build();
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode()
                    == 204;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
