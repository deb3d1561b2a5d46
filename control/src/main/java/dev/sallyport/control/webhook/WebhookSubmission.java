package dev.sallyport.control.webhook;

import java.net.URI;
import java.util.Set;

/**
 * A webhook as somebody wants it.
 *
 * @param url where messages are posted to
 * @param events of what it is told; all if empty
 * @param description for people
 * @param enabled whether messages are made and sent
 */
public record WebhookSubmission(
        URI url, Set<WebhookEvent> events, String description, boolean enabled) {

    /** The longest URL, in characters. */
    public static final int MAX_URL_LENGTH = 2000;

    /** The longest description, in characters. */
    public static final int MAX_DESCRIPTION_LENGTH = 200;

    /** Copies the events. */
    public WebhookSubmission {
        events = Set.copyOf(events);
    }
}
