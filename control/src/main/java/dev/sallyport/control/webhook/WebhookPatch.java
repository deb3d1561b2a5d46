package dev.sallyport.control.webhook;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be another with a webhook; null stays as it is.
 *
 * @param url where messages are posted to
 * @param events of what it is told; all if empty
 * @param description for people
 * @param enabled whether messages are made and sent
 */
public record WebhookPatch(
        @Nullable URI url,
        @Nullable Set<WebhookEvent> events,
        @Nullable String description,
        @Nullable Boolean enabled) {

    WebhookSubmission over(Webhook before) {
        return new WebhookSubmission(
                url == null ? before.url() : url,
                events == null ? before.events() : events,
                description == null ? before.description() : description,
                enabled == null ? before.enabled() : enabled);
    }
}
