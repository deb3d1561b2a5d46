package dev.sallyport.control.webhook;

import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.SignedHead;
import java.time.Instant;

/** Puts what webhooks are told into the bytes that are sent. */
public interface MessageBodies {

    /** Returns the body of a message about an audit record, as its receiver may see that. */
    String of(WebhookEvent event, AuditRecord record);

    /** Returns the body of a message about the head of the audit log. */
    String of(SignedHead head);

    /** Returns the body of a message that tries a webhook. */
    String test(WebhookId webhook, Instant at);
}
