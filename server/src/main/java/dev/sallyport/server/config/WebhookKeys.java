package dev.sallyport.server.config;

import dev.sallyport.control.webhook.RetrySchedule;
import dev.sallyport.control.webhook.WebhookLimits;
import dev.sallyport.server.webhook.WebhookSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/* The keys of webhooks. */
final class WebhookKeys {

    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<Boolean> ALLOW_PRIVATE_TARGETS =
            add(
                    Key.single(
                            "webhooks.allow-private-targets",
                            "`true`, `false`",
                            "false",
                            "whether webhooks may lead to this machine and private networks, and go"
                                    + " without TLS; tenants name their URLs",
                            Keys::truth));
    static final Key<Integer> MOST =
            add(
                    Key.single(
                            "webhooks.most",
                            "1 to 1000",
                            "10",
                            "the most webhooks of a tenant, and of the operator",
                            ValueReaders.number(1, 1000)));
    static final Key<Duration> TIMEOUT =
            add(
                    Key.single(
                            "webhooks.timeout",
                            "duration",
                            "15s",
                            "how long a receiver may take to answer",
                            ValueReaders.duration(Duration.ofMillis(100), Duration.ofMinutes(1))));
    static final Key<List<Duration>> RETRY_DELAYS =
            add(
                    new Key<>(
                            "webhooks.retry-delays",
                            "durations",
                            "5s,5m,30m,2h,5h,10h,14h,20h,24h",
                            "how long to wait behind each attempt to deliver a message; behind the last"
                                    + " it is sent once more and then given up",
                            true,
                            false,
                            texts ->
                                    texts.stream()
                                            .map(
                                                    ValueReaders.duration(
                                                            Duration.ofMillis(10),
                                                            Duration.ofDays(7)))
                                            .toList()));
    static final Key<Duration> HEAD_INTERVAL =
            add(
                    Key.single(
                            "audit.head-interval",
                            "duration",
                            "1h",
                            "how often webhooks are told the signed head of the audit log, if there is"
                                    + " something new",
                            ValueReaders.duration(Duration.ofSeconds(1), Duration.ofDays(7))));

    private WebhookKeys() {}

    private static <T> Key<T> add(Key<T> key) {
        ALL.add(key);
        return key;
    }

    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    static WebhookSettings settings(Settings settings) {
        WebhookLimits limits = WebhookLimits.DEFAULT;
        return new WebhookSettings(
                settings.get(ALLOW_PRIVATE_TARGETS),
                new WebhookLimits(
                        settings.get(MOST), limits.pending(), limits.dead(), limits.delivered()),
                new RetrySchedule(settings.get(RETRY_DELAYS)),
                settings.get(TIMEOUT),
                settings.get(HEAD_INTERVAL));
    }
}
