package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.egress.document.Reading;
import dev.sallyport.egress.document.WellKnown;
import dev.sallyport.egress.fetch.FetchResult;
import dev.sallyport.egress.fetch.Fetcher;
import dev.sallyport.egress.fetch.Validators;
import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.egress.signature.Jws;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells the publisher which serial a target holds, signed with a key of this agent. It says the
 * region, the serial, the digest of the document, when, and of what kind the target is: nothing
 * else of this network.
 */
public final class Acknowledger {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final EgressSigningKey key;
    private final Fetcher fetcher;
    private final HttpClient client;

    /**
     * Prepares acknowledgements.
     *
     * @param key the agent's own key
     * @param fetcher how the well-known document is fetched
     * @param trust whose certificates are believed; null for those that the platform believes
     */
    public Acknowledger(EgressSigningKey key, Fetcher fetcher, @Nullable SSLContext trust) {
        this.key = key;
        this.fetcher = fetcher;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(LONGEST);
        client = (trust == null ? builder : builder.sslContext(trust)).build();
    }

    /** Returns the signed statement about a state. */
    public String statement(AgentState state, Instant now) {
        String kind = state.target().substring(0, Math.max(0, state.target().indexOf(':')));
        String json =
                "{\"region\":\""
                        + state.region()
                        + "\",\"serial\":"
                        + state.applied()
                        + ",\"sha256\":\""
                        + state.sha256()
                        + "\",\"appliedAt\":\""
                        + now
                        + "\",\"target\":\""
                        + kind
                        + "\"}";
        return Jws.sign(key, Jws.ACKNOWLEDGEMENT, json.getBytes(UTF_8));
    }

    /**
     * Tells it.
     *
     * @param from where the list comes from
     * @param state what is applied
     * @param now the present
     * @return whether the publisher has taken it
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean tell(URI from, AgentState state, Instant now) throws InterruptedException {
        URI document = from;
        if (from.getPath() == null || from.getPath().matches("/?")) {
            FetchResult known = fetcher.fetch(from.resolve(WellKnown.PATH), Validators.NONE);
            if (!(known instanceof FetchResult.Fetched found)
                    || !(WellKnown.read(found.body().bytes())
                            instanceof Reading.Sound<WellKnown>(WellKnown it))) {
                return false;
            }
            document = it.document();
        }
        HttpRequest request =
                HttpRequest.newBuilder(document.resolve("acknowledgements"))
                        .timeout(LONGEST)
                        .header("Content-Type", "application/jose")
                        .header("User-Agent", "sallyport")
                        .POST(HttpRequest.BodyPublishers.ofString(statement(state, now)))
                        .build();
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
