package dev.sallyport.server.web;

import dev.sallyport.control.webhook.WebhookSecrets;
import dev.sallyport.control.webhook.Webhooks;

/**
 * What the doors to webhooks open to.
 *
 * @param webhooks the use cases
 * @param secrets derives what is shown once
 */
public record WebhookServices(Webhooks webhooks, WebhookSecrets secrets) {}
