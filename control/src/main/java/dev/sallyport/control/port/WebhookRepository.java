package dev.sallyport.control.port;

import dev.sallyport.control.webhook.Webhook;
import dev.sallyport.control.webhook.WebhookId;
import dev.sallyport.control.webhook.WebhookMessage;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Webhooks and their messages, both gone with their tenant; and how far webhooks were told. */
public interface WebhookRepository {

    /** Returns the webhook with the given id. */
    Optional<Webhook> find(WebhookId id);

    /** Returns the webhooks of a tenant, or of the operator if null, in the order of their ids. */
    List<Webhook> of(@Nullable TenantId tenant);

    /** Returns the webhooks of the tenants that live in a region, in the order of their ids. */
    List<Webhook> in(String region);

    /** Returns the enabled webhooks that are behind, in the order of their ids. */
    List<Webhook> behind();

    /** Returns the enabled webhooks that have a message due, in the order of their ids. */
    List<Webhook> due(Instant now);

    /** Returns how many webhooks have messages that were given up. */
    int withDead();

    /** Returns the webhooks that the program disabled, in the order of their ids. */
    List<Webhook> disabledByProgram();

    /** Makes or replaces a webhook. */
    void put(Webhook webhook);

    /** Removes a webhook and its messages. */
    void delete(WebhookId id);

    /** Returns the message of a webhook. */
    Optional<WebhookMessage> message(WebhookId webhook, String id);

    /** Returns messages of a webhook in a state, the newest first. */
    List<WebhookMessage> messages(WebhookId webhook, WebhookMessage.State state, int limit);

    /** Returns how many messages of a webhook are in a state. */
    int count(WebhookId webhook, WebhookMessage.State state);

    /**
     * Returns the first message on its way of those that were attempted at least {@code least} and
     * at most {@code most} times: by when it is due if {@code byDue}, otherwise by its number.
     */
    Optional<WebhookMessage> first(WebhookId webhook, int least, int most, boolean byDue);

    /** Adds a message unless it is there already. */
    void add(WebhookMessage message);

    /** Replaces a message. */
    void update(WebhookMessage message);

    /**
     * Removes the oldest messages of a webhook in a state, up to {@code keep}; returns how many.
     */
    int trim(WebhookId webhook, WebhookMessage.State state, int keep);

    /** Returns the number of the audit record up to which webhooks were told. */
    long cursor();

    /** Takes note up to which audit record webhooks were told. */
    void cursor(long number);

    /** Returns the number of the head that webhooks were told last. */
    long toldHead();

    /** Takes note of the number of the head that webhooks were told. */
    void toldHead(long number);
}
