package dev.sallyport.control.memory;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.WebhookRepository;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.control.webhook.Webhook;
import dev.sallyport.control.webhook.WebhookId;
import dev.sallyport.control.webhook.WebhookMessage;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryWebhooks(Access access) implements WebhookRepository {

    private static final Comparator<WebhookMessage> ORDER =
            Comparator.comparingLong((WebhookMessage message) -> message.number())
                    .thenComparing(WebhookMessage::at)
                    .thenComparing(WebhookMessage::id);

    private Stream<Webhook> all() {
        return access.readable().webhooks.values().stream();
    }

    private Stream<WebhookMessage> messages(WebhookId webhook, WebhookMessage.State state) {
        return access.readable().webhookMessages.values().stream()
                .filter(message -> message.webhook().equals(webhook) && message.state() == state);
    }

    private static String key(WebhookId webhook, String id) {
        return webhook + " " + id;
    }

    @Override
    public Optional<Webhook> find(WebhookId id) {
        return Optional.ofNullable(access.readable().webhooks.get(id.value()));
    }

    @Override
    public List<Webhook> of(@Nullable TenantId tenant) {
        return all().filter(webhook -> Objects.equals(webhook.tenant(), tenant)).toList();
    }

    @Override
    public List<Webhook> in(String region) {
        return all().filter(
                        webhook -> {
                            Tenant tenant =
                                    webhook.tenant() == null
                                            ? null
                                            : access.readable().tenants.get(webhook.tenant());
                            return tenant != null && region.equals(tenant.region());
                        })
                .toList();
    }

    @Override
    public List<Webhook> behind() {
        return all().filter(webhook -> webhook.enabled() && webhook.behind() != null).toList();
    }

    @Override
    public List<Webhook> due(Instant now) {
        return all().filter(Webhook::enabled)
                .filter(webhook ->
                        messages(webhook.id(), WebhookMessage.State.PENDING)
                                .anyMatch(message -> !message.nextAt().isAfter(now)))
                .toList();
    }

    @Override
    public int withDead() {
        return (int) all().filter(each -> count(each.id(), WebhookMessage.State.DEAD) > 0).count();
    }

    @Override
    public List<Webhook> disabledByProgram() {
        return all().filter(webhook -> !webhook.disabledBecause().isEmpty()).toList();
    }

    @Override
    public void put(Webhook webhook) {
        State state = access.writable();
        if (webhook.tenant() != null && !state.tenants.containsKey(webhook.tenant())) {
            throw new StorageException("there is no such tenant");
        }
        state.webhooks.put(webhook.id().value(), webhook);
    }

    @Override
    public void delete(WebhookId id) {
        access.writable().webhooks.remove(id.value());
        access.writable().webhookMessages.values().removeIf(each -> each.webhook().equals(id));
    }

    @Override
    public Optional<WebhookMessage> message(WebhookId webhook, String id) {
        return Optional.ofNullable(access.readable().webhookMessages.get(key(webhook, id)));
    }

    @Override
    public List<WebhookMessage> messages(WebhookId webhook, WebhookMessage.State state, int limit) {
        return messages(webhook, state).sorted(ORDER.reversed()).limit(limit).toList();
    }

    @Override
    public int count(WebhookId webhook, WebhookMessage.State state) {
        return (int) messages(webhook, state).count();
    }

    @Override
    public Optional<WebhookMessage> first(WebhookId webhook, int least, int most, boolean byDue) {
        return messages(webhook, WebhookMessage.State.PENDING)
                .filter(message -> message.attempts() >= least && message.attempts() <= most)
                .min(
                        byDue
                                ? Comparator.comparing(WebhookMessage::nextAt).thenComparing(ORDER)
                                : ORDER);
    }

    @Override
    public void add(WebhookMessage message) {
        WebhookMessage _ =
                access.writable()
                        .webhookMessages
                        .putIfAbsent(key(message.webhook(), message.id()), message);
    }

    @Override
    public void update(WebhookMessage message) {
        access.writable().webhookMessages.put(key(message.webhook(), message.id()), message);
    }

    @Override
    public int trim(WebhookId webhook, WebhookMessage.State state, int keep) {
        List<WebhookMessage> excess =
                messages(webhook, state).sorted(ORDER.reversed()).skip(keep).toList();
        excess.forEach(
                message -> access.writable().webhookMessages.remove(key(webhook, message.id())));
        return excess.size();
    }

    @Override
    public long cursor() {
        return access.readable().webhookCursor;
    }

    @Override
    public void cursor(long number) {
        access.writable().webhookCursor = number;
    }

    @Override
    public long toldHead() {
        return access.readable().webhookHead;
    }

    @Override
    public void toldHead(long number) {
        access.writable().webhookHead = number;
    }
}
