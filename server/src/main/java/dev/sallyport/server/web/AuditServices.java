package dev.sallyport.server.web;

import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.server.audit.AuditWatch;

/**
 * What the doors to the audit log, and to those who are told of it, open to.
 *
 * @param trail its records
 * @param watch its key and its head
 * @param webhooks who is told
 */
public record AuditServices(AuditTrail trail, AuditWatch watch, WebhookServices webhooks) {}
