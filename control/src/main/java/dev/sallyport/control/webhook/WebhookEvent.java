package dev.sallyport.control.webhook;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What webhooks tell of. The names are public API. */
public enum WebhookEvent {
    /** A revision became the active one, provisionally or not. */
    POLICY_PUBLISHED("policy.published"),
    /** A provisional revision was confirmed. */
    POLICY_CONFIRMED("policy.confirmed"),
    /** A provisional revision was not confirmed in time, or taken back. */
    POLICY_REVERTED("policy.reverted"),
    /** An earlier revision was made the newest again. */
    POLICY_ROLLED_BACK("policy.rolled-back"),
    /** A change was refused because it would have locked somebody out. */
    LOCK_OUT_REFUSED("policy.lock-out-refused"),
    /** Somebody will be locked out when an entry or a rule begins or ends. */
    LOCK_OUT_AHEAD("policy.lock-out-ahead"),
    /** A change went ahead in spite of a refusal. */
    POLICY_OVERRIDDEN("policy.overridden"),
    /** The mode of a policy is another than before. */
    POLICY_MODE_CHANGED("policy.mode-changed"),
    /** An entry will soon be past its end. */
    ENTRY_EXPIRING("entry.expiring"),
    /** An entry is past its end. */
    ENTRY_EXPIRED("entry.expired"),
    /** The day has come on which somebody wanted to look at an entry again. */
    ENTRY_REVIEW_DUE("entry.review-due"),
    /** The list of a region's own addresses differs from what was told of it last. */
    EGRESS_PUBLISHED("egress.published"),
    /** How far the audit log goes, signed; to the operator only. */
    AUDIT_HEAD("audit.head"),
    /** Somebody tried the webhook. */
    TEST("webhook.test");

    private final String text;

    WebhookEvent(String text) {
        this.text = text;
    }

    /** Returns the public name, such as {@code policy.published}. */
    public String text() {
        return text;
    }

    /** Returns the event whose public name is {@code text}, if there is one. */
    public static Optional<WebhookEvent> find(String text) {
        return Arrays.stream(values()).filter(event -> event.text.equals(text)).findFirst();
    }

    /** Returns whether tenants are told of it. */
    public boolean isForTenants() {
        return this != AUDIT_HEAD;
    }

    /** Returns what an audit record tells webhooks, in the order in which they are told. */
    static List<WebhookEvent> of(AuditEvent event) {
        List<WebhookEvent> events = new ArrayList<>(2);
        ofAction(event.action()).ifPresent(events::add);
        if (!event.overrides().isEmpty()) {
            events.add(POLICY_OVERRIDDEN);
        }
        return events;
    }

    /* The names are the same where both tell of it. */
    private static Optional<WebhookEvent> ofAction(AuditAction action) {
        return find(action.text());
    }

    @Override
    public String toString() {
        return text;
    }
}
