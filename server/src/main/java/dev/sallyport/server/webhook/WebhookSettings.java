package dev.sallyport.server.webhook;

import dev.sallyport.control.webhook.RetrySchedule;
import dev.sallyport.control.webhook.WebhookLimits;
import java.time.Duration;

/**
 * How webhooks are told.
 *
 * @param isPrivateAllowed whether messages go to this machine and private networks too, and without
 *     TLS
 * @param limits how much there may be
 * @param schedule when a message that was not taken is sent again
 * @param timeout how long a receiver may take to answer
 * @param headInterval how often the head of the audit log is told, if there is something new
 */
public record WebhookSettings(
        boolean isPrivateAllowed,
        WebhookLimits limits,
        RetrySchedule schedule,
        Duration timeout,
        Duration headInterval) {}
