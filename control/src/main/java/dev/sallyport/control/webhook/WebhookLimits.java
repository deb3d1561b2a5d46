package dev.sallyport.control.webhook;

/**
 * How much there may be of webhooks.
 *
 * @param webhooks the most webhooks of a tenant, and of the operator
 * @param pending the most messages of one webhook on their way; what is told later waits in the
 *     audit log
 * @param dead the most messages of one webhook that are kept when they were given up; the oldest go
 * @param delivered how many of those that were taken last are kept
 */
public record WebhookLimits(int webhooks, int pending, int dead, int delivered) {

    /**
     * Ten webhooks; a thousand messages on their way, a thousand given up, the last fifty taken.
     */
    public static final WebhookLimits DEFAULT = new WebhookLimits(10, 1000, 1000, 50);
}
