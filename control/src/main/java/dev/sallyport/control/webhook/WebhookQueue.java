package dev.sallyport.control.webhook;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.port.WebhookRepository;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of webhooks: made from the audit log, in its order, and handed out one at a time for
 * each webhook. Nothing is lost by a restart, and nothing is told less than once. Safe for use by
 * several threads.
 */
public final class WebhookQueue {

    /*
     * One cursor follows the audit log for all webhooks, and moves in the transaction that makes the messages. A webhook with
     * too much on its way is marked as behind, and catches up from the log when there is room again.
     *
     * Messages of a webhook go in the order of the log while each is taken within ORDERED attempts. One that is refused more
     * often steps aside, and the others go on.
     */

    /** What came of sending a message. */
    public sealed interface Result {

        /** The receiver took it. */
        record Taken(int status) implements Result {}

        /** It was not taken; why, for people, without anything that the receiver said. */
        record Failed(String why) implements Result {}

        /** The receiver wants no more messages. */
        record Unwanted() implements Result {}
    }

    /** How often a message is sent before it steps aside. */
    static final int ORDERED = 3;

    private static final int BATCH = 200;
    private static final String GONE = "the receiver answered 410: it wants no more messages";

    private final Transactions transactions;
    private final MessageBodies bodies;
    private final WebhookLimits limits;
    private final RetrySchedule schedule;

    /** Keeps messages behind {@code transactions}. */
    public WebhookQueue(
            Transactions transactions,
            MessageBodies bodies,
            WebhookLimits limits,
            RetrySchedule schedule) {
        this.transactions = transactions;
        this.bodies = bodies;
        this.limits = limits;
        this.schedule = schedule;
    }

    /**
     * Makes messages of some of what happened since the last time; returns whether there is more.
     */
    public boolean follow(Instant now) {
        boolean isIdle =
                transactions.read(repositories ->
                        last(repositories) <= repositories.webhooks().cursor()
                                && repositories.webhooks().behind().isEmpty());
        return !isIdle && transactions.<Boolean>write(repositories -> follow(repositories, now));
    }

    private static long last(Repositories repositories) {
        return repositories.audit().last().map(AuditRecord::number).orElse(0L);
    }

    private boolean follow(Repositories repositories, Instant now) {
        WebhookRepository webhooks = repositories.webhooks();
        boolean isMore = false;
        for (Webhook webhook : webhooks.behind()) {
            isMore |= catchUp(repositories, webhook, now);
        }
        List<AuditRecord> records = repositories.audit().after(webhooks.cursor(), BATCH);
        Map<Optional<TenantId>, List<Webhook>> known = new HashMap<>();
        for (AuditRecord record : records) {
            for (Webhook webhook : listeners(repositories, record, known)) {
                tell(webhooks, webhook, record, now, known);
            }
        }
        if (!records.isEmpty()) {
            webhooks.cursor(records.getLast().number());
        }
        return isMore || records.size() == BATCH;
    }

    private static List<Webhook> listeners(
            Repositories repositories,
            AuditRecord record,
            Map<Optional<TenantId>, List<Webhook>> known) {
        WebhookRepository webhooks = repositories.webhooks();
        if (WebhookEvent.of(record.event()).isEmpty()) {
            return List.of();
        }
        TenantId tenant = record.event().tenant();
        List<Webhook> listeners =
                new ArrayList<>(known.computeIfAbsent(Optional.empty(), key -> webhooks.of(null)));
        if (tenant != null) {
            listeners.addAll(
                    known.computeIfAbsent(Optional.of(tenant), key -> webhooks.of(tenant)));
        }
        region(record).map(webhooks::in).ifPresent(listeners::addAll);
        return listeners;
    }

    /* What is published of a region is told all who live there. */
    private static Optional<String> region(AuditRecord record) {
        AuditEvent event = record.event();
        int colon = event.target().lastIndexOf(':');
        return event.action() == AuditAction.EGRESS_PUBLISHED && colon > 0
                ? Optional.of(event.target().substring(0, colon))
                : Optional.empty();
    }

    private void tell(
            WebhookRepository webhooks,
            Webhook webhook,
            AuditRecord record,
            Instant now,
            Map<Optional<TenantId>, List<Webhook>> known) {
        List<WebhookEvent> events = told(webhook, record);
        if (events.isEmpty() || webhook.behind() != null) {
            return;
        }
        if (isFull(webhooks, webhook, limits.pending())) {
            webhooks.put(webhook.behind(record.number() - 1));
            known.clear();
            return;
        }
        events.forEach(event -> add(webhooks, webhook, event, record, now));
    }

    /* Some webhooks are told of fewer events than the log has. */
    private static List<WebhookEvent> told(Webhook webhook, AuditRecord record) {
        if (record.number() <= webhook.since()) {
            return List.of();
        }
        return WebhookEvent.of(record.event()).stream().filter(webhook::isTold).toList();
    }

    private static boolean isFull(WebhookRepository webhooks, Webhook webhook, int most) {
        return webhooks.count(webhook.id(), WebhookMessage.State.PENDING) >= most;
    }

    /* There is to be room for a while, so that a webhook does not fall behind with every record. */
    private boolean catchUp(Repositories repositories, Webhook webhook, Instant now) {
        WebhookRepository webhooks = repositories.webhooks();
        Long behind = webhook.behind();
        if (behind == null || isFull(webhooks, webhook, limits.pending() / 2)) {
            return false;
        }
        int size = Math.min(BATCH, Math.max(1, limits.pending() / 2));
        TenantId tenant = webhook.tenant();
        String home = tenant == null ? null : home(repositories, tenant);
        // Of its region's addresses there are records that name no tenant.
        List<AuditRecord> records =
                repositories.audit().after(behind, size, home == null ? tenant : null);
        List<AuditRecord> passed =
                records.stream().filter(record -> record.number() <= webhooks.cursor()).toList();
        for (AuditRecord record : passed) {
            boolean isOthers =
                    tenant != null
                            && !tenant.equals(record.event().tenant())
                            && !region(record).equals(Optional.ofNullable(home));
            if (isOthers) {
                continue;
            }
            told(webhook, record).forEach(event -> add(webhooks, webhook, event, record, now));
        }
        boolean isMore = passed.size() == size;
        webhooks.put(webhook.behind(isMore ? passed.getLast().number() : null));
        return isMore;
    }

    private static @Nullable String home(Repositories repositories, TenantId tenant) {
        return repositories.tenants().find(tenant).map(Tenant::region).orElse(null);
    }

    private void add(
            WebhookRepository webhooks,
            Webhook webhook,
            WebhookEvent event,
            AuditRecord record,
            Instant now) {
        AuditRecord shown = webhook.tenant() == null ? record : AuditTrail.withoutOperator(record);
        webhooks.add(
                WebhookMessage.fresh(
                        webhook.id(),
                        MessageIds.of(webhook.id(), event, record.number()),
                        record.number(),
                        event,
                        record.event().at(),
                        bodies.of(event, shown),
                        now));
    }

    /** Tells the operator's webhooks of a head, unless they were told of one as far before. */
    public void tell(SignedHead head) {
        long number = head.head().number();
        boolean isNews =
                transactions.read(repositories ->
                        repositories.webhooks().toldHead() < number
                                && repositories.webhooks().of(null).stream()
                                        .anyMatch(each -> each.isTold(WebhookEvent.AUDIT_HEAD)));
        if (!isNews) {
            return;
        }
        boolean _ =
                transactions.<Boolean>write(repositories -> {
                    WebhookRepository webhooks = repositories.webhooks();
                    for (Webhook webhook : webhooks.of(null)) {
                        if (webhook.isTold(WebhookEvent.AUDIT_HEAD)
                                && !isFull(webhooks, webhook, limits.pending())) {
                            webhooks.add(message(webhook, head));
                        }
                    }
                    webhooks.toldHead(number);
                    return true;
                });
    }

    private WebhookMessage message(Webhook webhook, SignedHead head) {
        Instant at = head.head().at();
        return WebhookMessage.fresh(
                webhook.id(),
                MessageIds.of(webhook.id(), WebhookEvent.AUDIT_HEAD, head.head().number()),
                head.head().number(),
                WebhookEvent.AUDIT_HEAD,
                at,
                bodies.of(head),
                at);
    }

    /** Returns the enabled webhooks that have a message due. */
    public List<Webhook> due(Instant now) {
        return transactions.read(repositories -> repositories.webhooks().due(now));
    }

    /**
     * A message that is to be sent.
     *
     * @param webhook to whom, as it is now
     * @param message what
     */
    public record Delivery(Webhook webhook, WebhookMessage message) {}

    /** Returns what is to be sent to a webhook next, if anything is due. */
    public Optional<Delivery> next(WebhookId id, Instant now) {
        return transactions.read(repositories -> {
            WebhookRepository webhooks = repositories.webhooks();
            Optional<Webhook> webhook = webhooks.find(id).filter(Webhook::enabled);
            if (webhook.isEmpty()) {
                return Optional.empty();
            }
            return webhooks.first(id, 0, ORDERED - 1, false)
                    .filter(message -> !message.nextAt().isAfter(now))
                    .or(() ->
                            webhooks.first(id, ORDERED, Integer.MAX_VALUE, true)
                                    .filter(message -> !message.nextAt().isAfter(now)))
                    .map(message -> new Delivery(webhook.get(), message));
        });
    }

    /**
     * Takes note of what came of sending a message.
     *
     * @param chance 0 to 1, by which attempts of many messages are spread
     */
    public void settle(Delivery delivery, Result result, Instant now, double chance) {
        boolean _ =
                transactions.<Boolean>write(repositories -> {
                    WebhookRepository webhooks = repositories.webhooks();
                    Optional<WebhookMessage> sent =
                            webhooks.message(delivery.webhook().id(), delivery.message().id())
                                    .filter(each -> each.state() == WebhookMessage.State.PENDING);
                    sent.ifPresent(message -> settle(repositories, message, result, now, chance));
                    return sent.isPresent();
                });
    }

    private void settle(
            Repositories repositories,
            WebhookMessage message,
            Result result,
            Instant now,
            double chance) {
        WebhookRepository webhooks = repositories.webhooks();
        switch (result) {
            case Result.Taken(int status) -> {
                webhooks.update(
                        message.attempted(
                                WebhookMessage.State.DELIVERED, now, now, "answered " + status));
                int _ =
                        webhooks.trim(
                                message.webhook(),
                                WebhookMessage.State.DELIVERED,
                                limits.delivered());
            }
            case Result.Failed(String why) -> {
                Optional<Duration> wait = schedule.after(message.attempts() + 1, chance);
                if (wait.isPresent()) {
                    webhooks.update(
                            message.attempted(
                                    WebhookMessage.State.PENDING, now.plus(wait.get()), now, why));
                } else {
                    bury(webhooks, message, now, why);
                }
            }
            case Result.Unwanted() -> {
                bury(webhooks, message, now, GONE);
                webhooks.find(message.webhook())
                        .ifPresent(webhook -> disable(repositories, webhook, now));
            }
        }
    }

    private void bury(WebhookRepository webhooks, WebhookMessage message, Instant now, String why) {
        webhooks.update(message.attempted(WebhookMessage.State.DEAD, now, now, why));
        int _ = webhooks.trim(message.webhook(), WebhookMessage.State.DEAD, limits.dead());
    }

    private static void disable(Repositories repositories, Webhook webhook, Instant now) {
        Webhook after = webhook.disabled(GONE, now);
        repositories.webhooks().put(after);
        Origin program =
                new Origin(
                        new Caller.Program(),
                        new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN),
                        now,
                        GONE);
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.WEBHOOK_CHANGED, program, webhook.tenant())
                                .target(webhook.id().value())
                                .altering(WebhookAlterations.between(webhook, after)));
    }

    /** Returns how many webhooks have messages that were given up. */
    public int failing() {
        return transactions.read(repositories -> repositories.webhooks().withDead());
    }

    /** Returns the webhooks that were disabled because their receivers want no more messages. */
    public List<Webhook> disabled() {
        return transactions.read(repositories -> repositories.webhooks().disabledByProgram());
    }
}
