package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.webhook.WebhookEvent;
import dev.sallyport.control.webhook.WebhookPatch;
import dev.sallyport.control.webhook.WebhookSubmission;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a webhook: {@code url}, and as far as given {@code events} (all if empty), {@code
 * description} and {@code enabled}. Strict and total as {@link PolicyReader}.
 */
public final class WebhookReader {

    private static final List<String> MEMBERS = List.of("url", "events", "description", "enabled");
    private static final int MAX_EVENTS = 100;
    private static final int MAX_PORT = 65_535;

    private final JsonCursor cursor;
    private @Nullable URI url;
    private @Nullable Set<WebhookEvent> events;
    private @Nullable String description;
    private @Nullable Boolean enabled;

    private WebhookReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the webhook that the bytes hold, or its faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<WebhookSubmission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new WebhookReader(cursor).submission());
    }

    /**
     * Returns the change of a webhook that the bytes hold, of which no member need be given, or its
     * faults under {@code request.invalid}. The stream is closed.
     */
    public static Outcome<WebhookPatch> readPatch(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new WebhookReader(cursor).patch());
    }

    private @Nullable WebhookSubmission submission() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "url");
        return url == null
                ? null
                : new WebhookSubmission(
                        url,
                        events == null ? Set.of() : events,
                        description == null ? "" : description,
                        enabled == null || enabled);
    }

    private @Nullable WebhookPatch patch() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        return members.isObject() ? new WebhookPatch(url, events, description, enabled) : null;
    }

    private void member(String name) {
        switch (name) {
            case "url" -> url = url();
            case "events" -> events = events();
            case "description" ->
                    description = cursor.text(WebhookSubmission.MAX_DESCRIPTION_LENGTH);
            case "enabled" -> enabled = cursor.truth();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private Set<WebhookEvent> events() {
        EnumSet<WebhookEvent> read = EnumSet.noneOf(WebhookEvent.class);
        List<WebhookEvent> known =
                Arrays.stream(WebhookEvent.values())
                        .filter(event -> event != WebhookEvent.TEST)
                        .toList();
        cursor.array(
                MAX_EVENTS,
                () -> {
                    WebhookEvent event = cursor.choice(known, WebhookEvent::text);
                    if (event != null) {
                        read.add(event);
                    }
                });
        return read;
    }

    private @Nullable URI url() {
        String text = cursor.name(WebhookSubmission.MAX_URL_LENGTH);
        if (text == null) {
            return null;
        }
        try {
            URI read = new URI(text);
            if (isPossible(read) && text.chars().allMatch(each -> each > ' ' && each < 127)) {
                return read;
            }
        } catch (URISyntaxException noUrl) {
            // Answered below as every other fault.
        }
        cursor.fault(
                ProblemCode.WEBHOOK_URL_INVALID,
                "URL " + Quoted.text(text) + " is not one that messages are sent to",
                "write `https://` and a host, without user and fragment");
        return null;
    }

    private static boolean isPossible(URI url) {
        String scheme = url.getScheme();
        return scheme != null
                && (scheme.equals("https") || scheme.equals("http"))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && url.getPort() <= MAX_PORT
                && url.getPort() != 0;
    }
}
