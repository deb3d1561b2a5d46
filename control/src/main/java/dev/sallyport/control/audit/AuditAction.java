package dev.sallyport.control.audit;

import java.util.Arrays;
import java.util.Optional;

/** What was done. The names are public API. */
public enum AuditAction {
    /** A tenant was made. */
    TENANT_CREATED("tenant.created"),
    /** Members of a tenant were changed. */
    TENANT_CHANGED("tenant.changed"),
    /** A tenant was removed. */
    TENANT_DELETED("tenant.deleted"),
    /** A revision of a tenant's policy became the active one. */
    POLICY_PUBLISHED("policy.published"),
    /** A provisional revision was confirmed and stands. */
    POLICY_CONFIRMED("policy.confirmed"),
    /** A provisional revision was not confirmed in time, or taken back. */
    POLICY_REVERTED("policy.reverted"),
    /** An earlier revision was made the newest again. */
    POLICY_ROLLED_BACK("policy.rolled-back"),
    /** The mode of a tenant's policy is another than before. */
    POLICY_MODE_CHANGED("policy.mode-changed"),
    /** A change was refused because somebody who may mend it would have been locked out. */
    LOCK_OUT_REFUSED("policy.lock-out-refused"),
    /** All admins of today will be locked out at an instant ahead. */
    LOCK_OUT_AHEAD("policy.lock-out-ahead"),
    /** An entry will soon be past its end. */
    ENTRY_EXPIRING("entry.expiring"),
    /** An entry is past its end. */
    ENTRY_EXPIRED("entry.expired"),
    /** The review date of an entry has come. */
    ENTRY_REVIEW_DUE("entry.review-due"),
    /** What is kept for clients of another system, and decides nothing, was changed. */
    DOOR_SETTINGS_CHANGED("door.settings-changed"),
    /** A draft was made or replaced. */
    DRAFT_SAVED("policy.draft-saved"),
    /** A draft was removed without being published. */
    DRAFT_DISCARDED("policy.draft-discarded"),
    /** A list was made. */
    LIST_CREATED("list.created"),
    /** A list was replaced. */
    LIST_CHANGED("list.changed"),
    /** A list was removed. */
    LIST_DELETED("list.deleted"),
    /** The channels of the deployment were replaced. */
    CHANNELS_REPLACED("channels.replaced"),
    /** A client of the API was made. */
    CLIENT_CREATED("client.created"),
    /** A client got a new secret. */
    CLIENT_ROTATED("client.rotated"),
    /** A client was removed. */
    CLIENT_DELETED("client.deleted"),
    /** An issuer outside was declared, or its declaration replaced. */
    ISSUER_DECLARED("issuer.declared"),
    /** The declaration of an issuer outside was removed. */
    ISSUER_REMOVED("issuer.removed"),
    /** What was known of where a principal was seen was removed. */
    PRINCIPAL_FORGOTTEN("principal.forgotten"),
    /** Who answers for a policy, and until when, was said. */
    MONITORING_CHANGED("monitoring.changed"),
    /** An explanation of a decision was made readable by a link. */
    EXPLANATION_SHARED("explanation.shared"),
    /** Traffic of a log was added to what was observed. */
    OBSERVATIONS_IMPORTED("observations.imported"),
    /** How the observations of a tenant are kept was changed. */
    OBSERVATIONS_CHANGED("observations.changed"),
    /** A webhook was made. */
    WEBHOOK_CREATED("webhook.created"),
    /** Members of a webhook were changed, it got a new secret, or it was disabled. */
    WEBHOOK_CHANGED("webhook.changed"),
    /** A webhook was removed. */
    WEBHOOK_DELETED("webhook.deleted"),
    /** The list of a region's own addresses was changed, under a new serial. */
    EGRESS_CHANGED("egress.changed"),
    /** A notice was given of how the list of a region's own addresses differs. */
    EGRESS_PUBLISHED("egress.published"),
    /** A prefix of our own was taken into use. */
    EGRESS_LIVE("egress.live"),
    /** The key that signs lists got a successor. */
    EGRESS_KEYS_ROTATED("egress.keys-rotated"),
    /** A tenant's agent was registered. */
    EGRESS_AGENT_REGISTERED("egress.agent-registered"),
    /** A tenant's agent was removed. */
    EGRESS_AGENT_REMOVED("egress.agent-removed"),
    /** The switch of the whole deployment was turned. */
    DEPLOYMENT_SWITCHED("deployment.switched"),
    /** Other geo data was put in force. */
    GEO_REPLACED("geo.replaced"),
    /** Another edition of a feed is in force. */
    FEED_REPLACED("feed.replaced");

    private final String text;

    AuditAction(String text) {
        this.text = text;
    }

    /** Returns the public name, such as {@code policy.published}. */
    public String text() {
        return text;
    }

    /** Returns the action whose public name is {@code text}, if there is one. */
    public static Optional<AuditAction> find(String text) {
        return Arrays.stream(values()).filter(action -> action.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
