package dev.sallyport.jose;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, fetched in the background. The last good ones stay when the endpoint is
 * slow, down or broken, until they are too old; then there are none and every token is refused. A
 * good answer replaces them whole: a key that is no longer there is no longer believed.
 */
public final class FollowedKeySet implements KeySetSource, AutoCloseable {

    /*
     *   start -> request -> good ------ refresh ------> request
     *               |-> failed -- retry, doubled -----> request
     *   missed() -> request, if the last one began long enough ago and none is under way
     *
     * Everything but current() and state() happens on the fetcher's one thread.
     */

    /* How it stands, and until when the keys count. */
    private record Held(KeySetState state, long untilMillis) {}

    /** The longest answer, in bytes. */
    static final int LARGEST = 1 << 20;

    private final KeySetFetcher fetcher;
    private final KeySetLocation location;
    private final KeySetTimes times;
    private final KeySetListener listener;

    private volatile Held held = new Held(KeySetState.START, Long.MIN_VALUE);

    /* When the last request began by System.nanoTime, which no change of the clock moves. */
    private volatile long begunNanos;
    private volatile boolean isUnderWay;
    private volatile boolean isClosed;
    private @Nullable ScheduledFuture<?> next;

    FollowedKeySet(
            KeySetFetcher fetcher,
            KeySetLocation location,
            KeySetTimes times,
            KeySetListener listener) {
        this.fetcher = fetcher;
        this.location = location;
        this.times = times;
        this.listener = listener;
    }

    void start() {
        isUnderWay = true;
        begunNanos = System.nanoTime();
        enqueue(this::request);
    }

    @Override
    public KeySet current() {
        Held now = held;
        return fetcher.clock().millis() < now.untilMillis() ? now.state().keys() : KeySet.NONE;
    }

    @Override
    public void missed() {
        boolean isSoon = System.nanoTime() - begunNanos < times.earliest().toNanos();
        if (isUnderWay || isSoon || isClosed) {
            return;
        }
        enqueue(() -> {
            boolean isStillDue =
                    !isUnderWay && System.nanoTime() - begunNanos >= times.earliest().toNanos();
            if (isStillDue) {
                request();
            }
        });
    }

    /** Returns how it stands. */
    public KeySetState state() {
        return held.state();
    }

    /** Returns where the keys are fetched. */
    public KeySetLocation location() {
        return location;
    }

    private void enqueue(Runnable step) {
        try {
            fetcher.thread().execute(step);
        } catch (RejectedExecutionException closed) {
            isClosed = true;
        }
    }

    private void request() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        if (isClosed) {
            return;
        }
        isUnderWay = true;
        begunNanos = System.nanoTime();
        HttpRequest request =
                HttpRequest.newBuilder(location.url())
                        .header("Accept", "application/jwk-set+json, application/json")
                        .build();
        CompletableFuture<HttpResponse<byte[]>> answer = fetcher.send(request);
        CompletableFuture<HttpResponse<byte[]>> inTime =
                answer.copy().orTimeout(times.deadline().toNanos(), TimeUnit.NANOSECONDS);
        var _ =
                inTime.whenComplete((response, failure) -> {
                    boolean _ = answer.cancel(true);
                    enqueue(() -> ended(response, failure));
                });
    }

    private void ended(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        Held before = held;
        Held now;
        if (response == null) {
            now = failed(before, failureOf(failure));
        } else if (response.statusCode() != 200) {
            String detail = "the answer's status is " + response.statusCode();
            now = failed(before, new KeySetFailure(KeySetFailure.Kind.STATUS, detail));
        } else {
            now = read(before, response.body());
        }
        held = now;
        isUnderWay = false;
        if (!isClosed) {
            int failures = now.state().failures();
            Duration pause = failures == 0 ? times.refresh() : pause(failures);
            next = fetcher.thread().schedule(this::request, pause.toNanos(), TimeUnit.NANOSECONDS);
            listener.changed(before.state(), now.state());
        }
    }

    private Held read(Held before, byte[] body) {
        try {
            KeySet keys = KeySet.parse(body);
            Instant now = fetcher.clock().instant();
            return new Held(
                    before.state().fetched(keys, now), now.plus(times.longest()).toEpochMilli());
        } catch (KeySetException unusable) {
            String detail = String.valueOf(unusable.getMessage());
            return failed(before, new KeySetFailure(KeySetFailure.Kind.UNUSABLE, detail));
        }
    }

    private static Held failed(Held before, KeySetFailure why) {
        return new Held(before.state().failed(why), before.untilMillis());
    }

    private KeySetFailure failureOf(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof TimeoutException) {
            return new KeySetFailure(
                    KeySetFailure.Kind.TOO_SLOW,
                    "the answer was not complete within " + times.deadline().toMillis() + " ms");
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof LimitedBody.TooLargeException) {
                return new KeySetFailure(
                        KeySetFailure.Kind.TOO_LARGE,
                        "the answer is longer than " + LARGEST + " bytes");
            }
        }
        return new KeySetFailure(
                KeySetFailure.Kind.UNREACHABLE,
                "there was no answer"
                        + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"));
    }

    private Duration pause(int failures) {
        Duration doubled = times.retry().multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(times.refresh()) < 0 ? doubled : times.refresh();
    }

    /** Stops following; what is known stays readable until it is too old. */
    @Override
    public void close() {
        isClosed = true;
        enqueue(() -> {
            if (next != null) {
                next.cancel(false);
                next = null;
            }
        });
    }
}
