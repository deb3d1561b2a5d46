package dev.sallyport.control.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook.
 *
 * @param webhook to whom
 * @param id by which the receiver knows it again; the same at every attempt
 * @param number the number of the audit record it tells of, or of the last one when it was made
 * @param event of what it tells
 * @param at when that happened
 * @param body the bytes that are sent and signed, as text
 * @param state where it is
 * @param attempts how often it was sent
 * @param nextAt when it is sent next; meaningless unless it is on its way
 * @param lastAt when it was sent last, or null if never
 * @param lastResult what came of that, for people; empty if never
 */
public record WebhookMessage(
        WebhookId webhook,
        String id,
        long number,
        WebhookEvent event,
        Instant at,
        String body,
        State state,
        int attempts,
        Instant nextAt,
        @Nullable Instant lastAt,
        String lastResult) {

    /** The longest result, in characters. */
    public static final int MAX_RESULT_LENGTH = 200;

    /** Where a message is. The names are public API. */
    public enum State {
        /** On its way. */
        PENDING,
        /** The receiver took it. */
        DELIVERED,
        /** It was given up. */
        DEAD
    }

    /** Cuts a result that is too long. */
    public WebhookMessage {
        if (lastResult.length() > MAX_RESULT_LENGTH) {
            lastResult = lastResult.substring(0, MAX_RESULT_LENGTH);
        }
    }

    /** Returns a message that was not sent yet. */
    static WebhookMessage fresh(
            WebhookId webhook,
            String id,
            long number,
            WebhookEvent event,
            Instant at,
            String body,
            Instant now) {
        return new WebhookMessage(
                webhook, id, number, event, at, body, State.PENDING, 0, now, null, "");
    }

    WebhookMessage attempted(State now, Instant next, Instant when, String result) {
        return new WebhookMessage(
                webhook, id, number, event, at, body, now, attempts + 1, next, when, result);
    }

    WebhookMessage again(Instant now) {
        return new WebhookMessage(
                webhook, id, number, event, at, body, State.PENDING, 0, now, lastAt, lastResult);
    }
}
