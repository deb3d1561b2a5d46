package dev.sallyport.server.webhook;

import dev.sallyport.control.doctor.WebhookCheck;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.webhook.Webhook;
import dev.sallyport.control.webhook.WebhookId;
import dev.sallyport.control.webhook.WebhookMessage;
import dev.sallyport.control.webhook.WebhookQueue;
import dev.sallyport.control.webhook.WebhookQueue.Delivery;
import dev.sallyport.control.webhook.WebhookQueue.Result;
import dev.sallyport.control.webhook.WebhookSecrets;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the messages of webhooks. Each webhook gets one message at a time, on a virtual thread of
 * its own, so that a slow receiver holds up nobody else; a tenant with many slow ones has a few at
 * a time.
 */
public final class WebhookCourier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookCourier.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST = 64;
    private static final int MOST_OF_ONE_OWNER = 4;
    private static final int IN_A_ROW = 50;
    private static final int GONE = 410;
    private static final long PERIOD_MILLIS = 500;

    private final WebhookQueue queue;
    private final WebhookSecrets secrets;
    private final WebhookPost post;
    private final Clock clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
    private final ScheduledExecutorService follower =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("webhooks").factory());
    private final ExecutorService couriers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
    private final Map<WebhookId, Optional<TenantId>> busy = new LinkedHashMap<>();
    private final LongAdder taken = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean isClosed;

    /** Sends what {@code queue} holds once started. */
    public WebhookCourier(
            WebhookQueue queue,
            WebhookSecrets secrets,
            WebhookSettings settings,
            Clock clock,
            RandomGenerator random) {
        this(
                queue,
                secrets,
                settings,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                clock,
                random);
    }

    WebhookCourier(
            WebhookQueue queue,
            WebhookSecrets secrets,
            WebhookSettings settings,
            SSLSocketFactory tls,
            Clock clock,
            RandomGenerator random) {
        this.queue = queue;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
        post =
                new WebhookPost(
                        new Targets(settings.isPrivateAllowed()),
                        tls,
                        CONNECT,
                        settings.timeout(),
                        deadlines);
    }

    /** Begins to follow and to send. */
    public void start() {
        ScheduledFuture<?> _ =
                follower.scheduleWithFixedDelay(
                        this::round, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            while (!isClosed && queue.follow(clock.instant())) {
                // There is more to follow.
            }
            queue.due(clock.instant()).forEach(this::send);
        } catch (RuntimeException failure) {
            LOG.error("webhooks cannot be followed; it goes on next time", failure);
        }
    }

    private void send(Webhook webhook) {
        if (!occupy(webhook)) {
            return;
        }
        boolean given = false;
        try {
            couriers.execute(() -> {
                try {
                    deliver(webhook.id());
                } finally {
                    release(webhook.id());
                }
            });
            given = true;
        } finally {
            if (!given) {
                release(webhook.id());
            }
        }
    }

    private boolean occupy(Webhook webhook) {
        Optional<TenantId> owner = Optional.ofNullable(webhook.tenant());
        synchronized (busy) {
            long ofOwner = busy.values().stream().filter(owner::equals).count();
            if (busy.size() >= MOST
                    || ofOwner >= MOST_OF_ONE_OWNER
                    || busy.containsKey(webhook.id())) {
                return false;
            }
            busy.put(webhook.id(), owner);
            return true;
        }
    }

    private void release(WebhookId id) {
        synchronized (busy) {
            busy.remove(id);
        }
    }

    /* After a failure it is the others' turn. */
    private void deliver(WebhookId id) {
        try {
            for (int i = 0; i < IN_A_ROW && !isClosed; i++) {
                Optional<Delivery> next = queue.next(id, clock.instant());
                if (next.isEmpty()) {
                    return;
                }
                Result result = attempt(next.get());
                if (isClosed && !(result instanceof Result.Taken)) {
                    return;
                }
                queue.settle(next.get(), result, clock.instant(), random.nextDouble());
                if (!(result instanceof Result.Taken)) {
                    return;
                }
            }
        } catch (StorageException failure) {
            LOG.error("a message of a webhook cannot be kept; it is sent again", failure);
        }
    }

    private Result attempt(Delivery delivery) {
        Webhook webhook = delivery.webhook();
        WebhookMessage message = delivery.message();
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", message.id());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", secrets.signature(webhook, message, now));
        Result result;
        try {
            int status = post.post(webhook.url(), headers, message.body());
            result =
                    status == GONE
                            ? new Result.Unwanted()
                            : status >= 200 && status <= 299
                                    ? new Result.Taken(status)
                                    : new Result.Failed("answered " + status);
        } catch (WebhookPost.FailedException failure) {
            result = new Result.Failed(Objects.requireNonNullElse(failure.getMessage(), "failed"));
        }
        (result instanceof Result.Taken ? taken : failed).increment();
        return result;
    }

    /** Returns what was counted. */
    public List<Measurement> measure() {
        return List.of(
                attempts("taken", taken.sum()),
                attempts("failed", failed.sum()),
                new Measurement(
                        "sallyport_webhooks_failing",
                        Measurement.Kind.GAUGE,
                        "Webhooks with messages that were given up.",
                        Map.of(),
                        queue.failing()));
    }

    private static Measurement attempts(String outcome, long count) {
        return new Measurement(
                "sallyport_webhook_attempts",
                Measurement.Kind.COUNTER,
                "Attempts to deliver a message of a webhook.",
                Map.of("outcome", outcome),
                count);
    }

    /** Returns what the doctor looks at. */
    public WebhookCheck check() {
        return new WebhookCheck(queue.failing(), queue.disabled().size());
    }

    /** Ends; what was not delivered is when the server runs again. */
    @Override
    public void close() {
        isClosed = true;
        follower.shutdownNow();
        couriers.shutdownNow();
        try {
            boolean _ = couriers.awaitTermination(3, TimeUnit.SECONDS);
            boolean _ = follower.awaitTermination(3, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        deadlines.shutdownNow();
    }
}
