package dev.sallyport.document;

import dev.sallyport.control.webhook.Webhook;
import dev.sallyport.control.webhook.WebhookEvent;
import dev.sallyport.control.webhook.WebhookMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes webhooks and their messages as JSON. */
public final class WebhookWriter {

    private WebhookWriter() {}

    /** Returns the document of a webhook. */
    public static String write(Webhook webhook, Instant now) {
        return JsonText.of(json -> json.object(() -> members(json, webhook, now)));
    }

    /** Returns the document of a webhook with its secret, for the one time that is shown. */
    public static String write(Webhook webhook, String secret, Instant now) {
        return JsonText.of(json ->
                json.object(() -> {
                    members(json, webhook, now);
                    json.member("secret", secret);
                }));
    }

    /** Returns the document of webhooks. */
    public static String write(List<Webhook> webhooks, Instant now) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                "items",
                                webhooks,
                                each -> json.object(() -> members(json, each, now)))));
    }

    private static void members(JsonText json, Webhook webhook, Instant now) {
        Instant until = webhook.previousSecretUntil(now);
        json.member("id", webhook.id().value())
                .member("url", webhook.url().toString())
                .texts("events", webhook.events().stream().map(WebhookEvent::text).toList())
                .member("description", webhook.description())
                .member("enabled", webhook.enabled())
                .member(
                        "disabledBecause",
                        webhook.disabledBecause().isEmpty() ? null : webhook.disabledBecause())
                .member("previousSecretUntil", until == null ? null : until.toString())
                .member("createdAt", webhook.createdAt().toString())
                .member("updatedAt", webhook.updatedAt().toString());
    }

    /** Returns the document of a message. */
    public static String write(WebhookMessage message) {
        return JsonText.of(json -> json.object(() -> members(json, message)));
    }

    /** Returns the document of messages. */
    public static String writeMessages(List<WebhookMessage> messages) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                "items",
                                messages,
                                each -> json.object(() -> members(json, each)))));
    }

    /** Returns the document that says how many messages were put on their way again. */
    public static String writeReplayed(int count) {
        return JsonText.of(json -> json.object(() -> json.member("replayed", count)));
    }

    private static void members(JsonText json, WebhookMessage message) {
        Instant lastAt = message.lastAt();
        boolean isPending = message.state() == WebhookMessage.State.PENDING;
        json.member("id", message.id())
                .member("event", message.event().text())
                .member("number", message.number())
                .member("at", message.at().toString())
                .member("state", message.state().name().toLowerCase(Locale.ROOT))
                .member("attempts", message.attempts())
                .member("nextAt", isPending ? message.nextAt().toString() : null)
                .member("lastAt", lastAt == null ? null : lastAt.toString())
                .member("lastResult", message.lastResult().isEmpty() ? null : message.lastResult());
    }
}
