package dev.sallyport.jose;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Fetches JWK Sets and keeps them current, for any number of issuers by one thread of its own.
 * Thread-safe; closed once, which ends all following.
 *
 * <p>Redirections are not followed: the operator has named the place, and no answer names another.
 * Proxies and trust anchors are those of the Java platform.
 */
public final class KeySetFetcher implements AutoCloseable {

    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final ExecutorService requests;
    private final HttpClient client;

    /**
     * Starts without anything to fetch.
     *
     * @param clock the present
     */
    public KeySetFetcher(InstantSource clock) {
        this.clock = clock;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("sallyport-keys").factory());
        /* Names are looked up here, which may take long and must not hold up other issuers. */
        requests = Executors.newVirtualThreadPerTaskExecutor();
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(requests)
                        .build();
    }

    /**
     * Begins to follow the keys of an issuer and returns them, without any until the first answer.
     *
     * @param location where they are
     * @param times when they are fetched and how long they count
     * @param listener told of each request's end, on the thread of this fetcher
     */
    public FollowedKeySet follow(
            KeySetLocation location, KeySetTimes times, KeySetListener listener) {
        FollowedKeySet followed = new FollowedKeySet(this, location, times, listener);
        followed.start();
        return followed;
    }

    InstantSource clock() {
        return clock;
    }

    ScheduledExecutorService thread() {
        return thread;
    }

    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        return client.sendAsync(
                request,
                head -> new LimitedBody(head.statusCode() == 200 ? FollowedKeySet.LARGEST : 0));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        client.shutdownNow();
        requests.shutdownNow();
    }
}
