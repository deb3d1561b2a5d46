package dev.sallyport.document;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.webhook.MessageBodies;
import dev.sallyport.control.webhook.WebhookEvent;
import dev.sallyport.control.webhook.WebhookId;
import java.time.Instant;
import java.util.List;

/**
 * Writes the bodies of webhook messages: {@code {"type", "timestamp", "data"}}, as Standard
 * Webhooks suggests. What is in {@code data} stays small; the audit log has the rest under the same
 * number.
 */
public final class WebhookBodies implements MessageBodies {

    /** Writes bodies. */
    public WebhookBodies() {}

    @Override
    public String of(WebhookEvent event, AuditRecord record) {
        AuditEvent what = record.event();
        return body(
                event,
                what.at(),
                json -> {
                    json.member("number", record.number())
                            .member("action", what.action().text())
                            .member("tenant", what.tenant() == null ? null : what.tenant().value())
                            .member("target", what.target())
                            .member("actor", what.actor())
                            .member("address", what.address().isEmpty() ? null : what.address())
                            .member("reason", what.reason())
                            .texts("overrides", what.overrides());
                    if (event == WebhookEvent.EGRESS_PUBLISHED) {
                        egress(json, what);
                    }
                });
    }

    private static final int MOST_ALTERATIONS = 20;
    private static final String SERIAL = "/serial";

    /* The one event of which the receiver is told what it altered: it is published for everybody. */
    private static void egress(JsonText json, AuditEvent what) {
        int colon = what.target().lastIndexOf(':');
        json.member("region", what.target().substring(0, colon));
        for (Alteration serial : what.alterations()) {
            if (serial.what().equals(SERIAL)) {
                json.member("serial", Long.parseLong(serial.after()))
                        .member("previous", Long.parseLong(serial.before()));
            }
        }
        List<Alteration> rest =
                what.alterations().stream().filter(each -> !each.what().equals(SERIAL)).toList();
        json.array(
                        "difference",
                        rest.subList(0, Math.min(rest.size(), MOST_ALTERATIONS)),
                        each ->
                                json.object(() ->
                                        json.member("what", each.what())
                                                .member("before", each.before())
                                                .member("after", each.after())))
                .member("more", Math.max(0, rest.size() - MOST_ALTERATIONS));
    }

    @Override
    public String of(SignedHead head) {
        return body(
                WebhookEvent.AUDIT_HEAD,
                head.head().at(),
                json -> AuditExportWriter.members(json, head));
    }

    @Override
    public String test(WebhookId webhook, Instant at) {
        return body(WebhookEvent.TEST, at, json -> json.member("webhook", webhook.value()));
    }

    /* What is written into the data of a body. */
    @FunctionalInterface
    private interface Data {
        void write(JsonText json);
    }

    private static String body(WebhookEvent event, Instant at, Data data) {
        return JsonText.asciiOf(json ->
                json.object(() ->
                        json.member("type", event.text())
                                .member("timestamp", at.toString())
                                .object("data", () -> data.write(json))));
    }
}
