package dev.sallyport.egress.fetch;

import dev.sallyport.egress.fetch.FetchResult.Failed;
import dev.sallyport.egress.fetch.FetchResult.Fetched;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Fetches documents of others over HTTP, within limits of size, time and redirections, and only if
 * they have changed. Thread-safe; closed once.
 *
 * <p>Certificates are checked against the host's name whatever the platform was told; a redirection
 * never leads from {@code https} to {@code http}; gzip is expanded up to the same limit. Proxies
 * and trust anchors are those of the Java platform unless others are given.
 */
public final class Fetcher implements AutoCloseable {

    private static final String AGENT = "sallyport";

    private final FetchLimits limits;
    private final ExecutorService threads;
    private final HttpClient client;

    /** Starts with the platform's trust anchors. */
    public Fetcher(FetchLimits limits) {
        this(limits, null);
    }

    /**
     * Starts.
     *
     * @param limits what is taken of an answer
     * @param trust whose certificates are believed; null for those that the platform believes
     */
    public Fetcher(FetchLimits limits, @Nullable SSLContext trust) {
        this.limits = limits;
        threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limits.connect())
                        .executor(threads);
        client = (trust == null ? builder : builder.sslContext(trust)).build();
    }

    /**
     * Fetches what is at {@code place} unless it is the version that {@code known} names. Waits at
     * most as long as the limit says.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public FetchResult fetch(URI place, Validators known) throws InterruptedException {
        return fetch(place, known, "*/*");
    }

    /** Fetches as {@link #fetch(URI, Validators)} does, asking for a media type. */
    public FetchResult fetch(URI place, Validators known, String mediaType)
            throws InterruptedException {
        long deadline = System.nanoTime() + limits.total().toNanos();
        Set<URI> visited = new HashSet<>();
        URI at = place;
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            Failed refused = refusal(at);
            if (refused != null) {
                return refused;
            }
            if (!visited.add(at)) {
                return new Failed(FetchFailure.REDIRECT_LOOP, "the redirections lead in a circle");
            }
            HttpResponse<byte[]> answer;
            try {
                answer = send(request(at, known, mediaType), deadline);
            } catch (ExecutionException failed) {
                return FailureDiagnosis.of(failed, host(at));
            } catch (TimeoutException slow) {
                return new Failed(
                        FetchFailure.TOO_SLOW,
                        "`"
                                + host(at)
                                + "` did not finish within "
                                + limits.total().toMillis()
                                + " ms");
            }
            if (!isRedirect(answer.statusCode())) {
                return result(answer, at);
            }
            URI next = target(at, answer);
            if (next == null || isDowngrade(at, next)) {
                return new Failed(
                        FetchFailure.REDIRECT,
                        "`" + host(at) + "` redirects to a place that is not followed");
            }
            at = next;
        }
        return visited.contains(at)
                ? new Failed(FetchFailure.REDIRECT_LOOP, "the redirections lead in a circle")
                : new Failed(
                        FetchFailure.TOO_MANY_REDIRECTS,
                        "there are more than " + limits.redirects() + " redirections");
    }

    private @Nullable Failed refusal(URI place) {
        String host = place.getHost();
        boolean isPlain = "http".equalsIgnoreCase(place.getScheme());
        if (host == null || !isPlain && !"https".equalsIgnoreCase(place.getScheme())) {
            return new Failed(FetchFailure.NOT_SECURE, "the place is no `https` address");
        }
        if (isPlain && !limits.plain() && !isThisMachine(host)) {
            return new Failed(FetchFailure.NOT_SECURE, "`" + host + "` is asked over `https` only");
        }
        return null;
    }

    /* By its name only: nothing is looked up. */
    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}")
                || host.equals("[::1]");
    }

    private static HttpRequest request(URI place, Validators known, String mediaType) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(place)
                        .header("Accept", mediaType)
                        .header("Accept-Encoding", "gzip")
                        .header("User-Agent", AGENT);
        String tag = known.entityTag();
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        String date = known.lastModified();
        if (date != null) {
            request.header("If-Modified-Since", date);
        }
        return request.build();
    }

    private HttpResponse<byte[]> send(HttpRequest request, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request,
                        head -> new BoundedBody(head.statusCode() == 200 ? limits.bytes() : 0));
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } finally {
            // Cuts the connection if it is still open; does nothing to one that is done.
            boolean _ = answer.cancel(true);
        }
    }

    private FetchResult result(HttpResponse<byte[]> answer, URI place) {
        if (answer.statusCode() == 304) {
            return new FetchResult.NotModified(date(answer));
        }
        if (answer.statusCode() != 200) {
            return new Failed(
                    FetchFailure.STATUS,
                    "`" + host(place) + "` answers with status " + answer.statusCode());
        }
        Validators validators =
                new Validators(
                        answer.headers().firstValue("ETag").orElse(null),
                        answer.headers().firstValue("Last-Modified").orElse(null));
        String encoding =
                answer.headers().firstValue("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> fetched(answer.body(), validators, place, date(answer));
            case "gzip", "x-gzip" -> expanded(answer.body(), validators, place, date(answer));
            default -> new Failed(FetchFailure.ENCODING, "the answer is in an unknown encoding");
        };
    }

    private static Fetched fetched(
            byte[] bytes, Validators validators, URI place, @Nullable Instant date) {
        return new Fetched(new FetchResult.Body(bytes), validators, place, date);
    }

    /* In the one form that servers send (RFC 9110 section 5.6.7). */
    private static @Nullable Instant date(HttpResponse<byte[]> answer) {
        try {
            return answer.headers()
                    .firstValue("Date")
                    .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
                    .map(Instant::from)
                    .orElse(null);
        } catch (DateTimeException noDate) {
            return null;
        }
    }

    private FetchResult expanded(
            byte[] bytes, Validators validators, URI place, @Nullable Instant date) {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] whole = gzip.readNBytes(limits.bytes());
            if (gzip.read() >= 0) {
                return new Failed(
                        FetchFailure.TOO_LARGE, "the answer expands to more than the limit");
            }
            return fetched(whole, validators, place, date);
        } catch (EOFException cut) {
            return new Failed(FetchFailure.TRUNCATED, "the compressed answer ends in the middle");
        } catch (IOException noGzip) {
            return new Failed(FetchFailure.ENCODING, "the answer is no gzip");
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static @Nullable URI target(URI from, HttpResponse<byte[]> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        try {
            URI next = location.isEmpty() ? null : from.resolve(URI.create(location));
            return next == null || next.getHost() == null || next.getUserInfo() != null
                    ? null
                    : next;
        } catch (IllegalArgumentException noUri) {
            return null;
        }
    }

    private static boolean isDowngrade(URI from, URI next) {
        return "https".equalsIgnoreCase(from.getScheme())
                && !"https".equalsIgnoreCase(next.getScheme());
    }

    private static String host(URI place) {
        return String.valueOf(place.getHost());
    }

    /** Returns how long one fetch may take. */
    public Duration longest() {
        return limits.total();
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
