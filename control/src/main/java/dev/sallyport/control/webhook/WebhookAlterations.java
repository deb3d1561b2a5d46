package dev.sallyport.control.webhook;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.Alterations;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/* What a change altered of a webhook, for the audit log. Paths and queries of URLs are often secrets and left out. */
final class WebhookAlterations {

    private WebhookAlterations() {}

    /** Returns what differs; null for a webhook that was not there before, or is not any more. */
    static List<Alteration> between(@Nullable Webhook before, @Nullable Webhook after) {
        Alterations all = new Alterations();
        compare(all, "/url", before, after, Webhook::target);
        if (before != null && after != null && before.target().equals(after.target())) {
            all.compare(
                    "/url",
                    before.url().equals(after.url()) ? "" : before.target() + "/…",
                    before.url().equals(after.url()) ? "" : after.target() + "/… (another)");
        }
        compare(all, "/events", before, after, WebhookAlterations::events);
        compare(all, "/description", before, after, Webhook::description);
        compare(all, "/enabled", before, after, Webhook::enabled);
        compare(all, "/secret", before, after, webhook -> "number " + webhook.generation());
        return all.toList();
    }

    private static void compare(
            Alterations all,
            String what,
            @Nullable Webhook before,
            @Nullable Webhook after,
            Function<Webhook, Object> member) {
        all.compare(
                what,
                before == null ? null : member.apply(before),
                after == null ? null : member.apply(after));
    }

    private static String events(Webhook webhook) {
        return webhook.events().isEmpty()
                ? "all"
                : webhook.events().stream()
                        .map(WebhookEvent::text)
                        .collect(Collectors.joining(" "));
    }
}
