package dev.sallyport.control.webhook;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use cases about webhooks, of a tenant or (where the tenant is null) of the operator. Safe for
 * use by several threads.
 */
public final class Webhooks {

    /** The most messages that are listed. */
    public static final int MAX_LISTED = 1000;

    private final Transactions transactions;
    private final WebhookLimits limits;
    private final MessageBodies bodies;
    private final boolean plainHttp;

    /**
     * Keeps webhooks behind {@code transactions}.
     *
     * @param plainHttp whether URLs may have the scheme {@code http}
     */
    public Webhooks(
            Transactions transactions,
            WebhookLimits limits,
            MessageBodies bodies,
            boolean plainHttp) {
        this.transactions = transactions;
        this.limits = limits;
        this.bodies = bodies;
        this.plainHttp = plainHttp;
    }

    /** Makes a webhook that is told of what happens from now on. */
    public Outcome<Webhook> create(
            @Nullable TenantId tenant, WebhookId id, WebhookSubmission wanted, Origin origin) {
        Optional<Problem> fault = faults(tenant, wanted);
        if (fault.isPresent()) {
            return Outcome.refused(fault.get());
        }
        return in(
                tenant,
                repositories -> {
                    if (repositories.webhooks().of(tenant).size() >= limits.webhooks()) {
                        return Outcome.refused(
                                ProblemCode.WEBHOOK_TOO_MANY,
                                "there are "
                                        + limits.webhooks()
                                        + " webhooks, as many as there may be");
                    }
                    Webhook made =
                            new Webhook(
                                    id,
                                    tenant,
                                    wanted.url(),
                                    wanted.events(),
                                    wanted.description(),
                                    wanted.enabled(),
                                    "",
                                    1,
                                    null,
                                    0,
                                    null,
                                    origin.at(),
                                    origin.at());
                    long since =
                            audit(repositories, AuditAction.WEBHOOK_CREATED, null, made, origin);
                    repositories.webhooks().put(made.following(since));
                    return Outcome.done(made);
                });
    }

    private Optional<Problem> faults(@Nullable TenantId tenant, WebhookSubmission wanted) {
        List<Fault> faults = new ArrayList<>();
        if (!plainHttp && !"https".equals(wanted.url().getScheme())) {
            faults.add(
                    new Fault(
                            ProblemCode.WEBHOOK_URL_INVALID,
                            "/url",
                            "the URL does not begin with `https://`",
                            "give the receiver a certificate; the operator may allow others"));
        }
        if (tenant != null && !wanted.events().stream().allMatch(WebhookEvent::isForTenants)) {
            faults.add(
                    new Fault(
                            ProblemCode.JSON_UNKNOWN_VALUE,
                            "/events",
                            "a tenant is not told of `" + WebhookEvent.AUDIT_HEAD + "`",
                            "leave it out"));
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                ProblemCode.REQUEST_INVALID, faults.getFirst().detail(), faults));
    }

    /** Returns the webhooks in the order of their ids. */
    public Outcome<List<Webhook>> list(@Nullable TenantId tenant) {
        return transactions.read(repositories ->
                isThere(repositories, tenant)
                        ? Outcome.done(repositories.webhooks().of(tenant))
                        : unknownTenant(tenant));
    }

    /** Returns a webhook. */
    public Outcome<Webhook> get(@Nullable TenantId tenant, String id) {
        return transactions.read(repositories -> found(repositories, tenant, id));
    }

    /**
     * Changes the members that the patch names. One that is enabled again is told of what happens
     * from then on, and gets what was on its way.
     */
    public Outcome<Webhook> patch(
            @Nullable TenantId tenant, String id, WebhookPatch patch, Origin origin) {
        return with(
                tenant,
                id,
                (repositories, before) -> {
                    WebhookSubmission wanted = patch.over(before);
                    Optional<Problem> fault = faults(tenant, wanted);
                    if (fault.isPresent()) {
                        return Outcome.refused(fault.get());
                    }
                    Webhook after = before.with(wanted, origin.at());
                    long number =
                            audit(repositories, AuditAction.WEBHOOK_CHANGED, before, after, origin);
                    boolean isBack = after.enabled() && !before.enabled();
                    repositories
                            .webhooks()
                            .put(isBack ? after.following(number).behind(null) : after);
                    return Outcome.done(after);
                });
    }

    /** Removes a webhook with its messages. */
    public Outcome<Webhook> delete(@Nullable TenantId tenant, String id, Origin origin) {
        return with(
                tenant,
                id,
                (repositories, before) -> {
                    repositories.webhooks().delete(before.id());
                    long _ = audit(repositories, AuditAction.WEBHOOK_DELETED, before, null, origin);
                    return Outcome.done(before);
                });
    }

    /**
     * Gives a webhook a new secret. Messages are signed with that of before too for {@link
     * Webhook#OVERLAP}; one older still ends at once.
     */
    public Outcome<Webhook> rotate(@Nullable TenantId tenant, String id, Origin origin) {
        return with(
                tenant,
                id,
                (repositories, before) -> {
                    Webhook after = before.rotated(origin.at());
                    repositories.webhooks().put(after);
                    long _ =
                            audit(repositories, AuditAction.WEBHOOK_CHANGED, before, after, origin);
                    return Outcome.done(after);
                });
    }

    /** Puts a message on its way that only tries a webhook, whatever that is told of. */
    public Outcome<WebhookMessage> test(
            @Nullable TenantId tenant, String id, String nonce, Instant now) {
        return with(
                tenant,
                id,
                (repositories, webhook) -> {
                    if (!webhook.enabled()) {
                        return Outcome.refused(
                                ProblemCode.WEBHOOK_DISABLED, "the webhook is disabled");
                    }
                    if (repositories.webhooks().count(webhook.id(), WebhookMessage.State.PENDING)
                            >= limits.pending()) {
                        return full();
                    }
                    WebhookMessage message =
                            WebhookMessage.fresh(
                                    webhook.id(),
                                    MessageIds.of(webhook.id() + " " + nonce),
                                    repositories.audit().last().map(AuditRecord::number).orElse(0L),
                                    WebhookEvent.TEST,
                                    now,
                                    bodies.test(webhook.id(), now),
                                    now);
                    repositories.webhooks().add(message);
                    return Outcome.done(message);
                });
    }

    private static <T> Outcome<T> full() {
        return Outcome.refused(
                ProblemCode.WEBHOOK_FULL, "too many messages of this webhook are on their way");
    }

    /** Returns the newest messages of a webhook in a state. */
    public Outcome<List<WebhookMessage>> messages(
            @Nullable TenantId tenant, String id, WebhookMessage.State state, int limit) {
        if (limit < 1) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER, "page size `" + limit + "` is below 1");
        }
        return transactions.read(repositories ->
                found(repositories, tenant, id)
                        .map(webhook ->
                                repositories
                                        .webhooks()
                                        .messages(
                                                webhook.id(), state, Math.min(limit, MAX_LISTED))));
    }

    /**
     * Puts messages that were given up on their way again; returns how many.
     *
     * @param message the id of the one message, or null for as many as there is room for
     */
    public Outcome<Integer> replay(
            @Nullable TenantId tenant, String id, @Nullable String message, Instant now) {
        return with(
                tenant,
                id,
                (repositories, webhook) -> {
                    int room =
                            limits.pending()
                                    - repositories
                                            .webhooks()
                                            .count(webhook.id(), WebhookMessage.State.PENDING);
                    if (room <= 0) {
                        return full();
                    }
                    List<WebhookMessage> dead =
                            message == null
                                    ? repositories
                                            .webhooks()
                                            .messages(webhook.id(), WebhookMessage.State.DEAD, room)
                                    : repositories
                                            .webhooks()
                                            .message(webhook.id(), message)
                                            .filter(each ->
                                                    each.state() == WebhookMessage.State.DEAD)
                                            .stream()
                                            .toList();
                    if (message != null && dead.isEmpty()) {
                        return Outcome.refused(
                                ProblemCode.WEBHOOK_MESSAGE_UNKNOWN,
                                "no message " + Quoted.text(message) + " was given up");
                    }
                    dead.forEach(each -> repositories.webhooks().update(each.again(now)));
                    return Outcome.done(dead.size());
                });
    }

    private static boolean isThere(Repositories repositories, @Nullable TenantId tenant) {
        return tenant == null || repositories.tenants().find(tenant).isPresent();
    }

    private static <T> Outcome<T> unknownTenant(@Nullable TenantId tenant) {
        return tenant == null
                ? Outcome.refused(ProblemCode.TENANT_UNKNOWN, "there is no such tenant")
                : Tenants.unknown(tenant);
    }

    private static Outcome<Webhook> found(
            Repositories repositories, @Nullable TenantId tenant, String id) {
        if (!isThere(repositories, tenant)) {
            return unknownTenant(tenant);
        }
        Optional<Webhook> webhook =
                WebhookId.isValid(id)
                        ? repositories
                                .webhooks()
                                .find(new WebhookId(id))
                                .filter(each -> Objects.equals(each.tenant(), tenant))
                        : Optional.empty();
        return webhook.<Outcome<Webhook>>map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(
                                ProblemCode.WEBHOOK_UNKNOWN,
                                "there is no webhook " + Quoted.text(id)));
    }

    private <T> Outcome<T> in(@Nullable TenantId tenant, Function<Repositories, Outcome<T>> work) {
        return transactions.write(repositories ->
                isThere(repositories, tenant) ? work.apply(repositories) : unknownTenant(tenant));
    }

    private <T> Outcome<T> with(
            @Nullable TenantId tenant,
            String id,
            BiFunction<Repositories, Webhook, Outcome<T>> work) {
        return transactions.write(repositories ->
                switch (found(repositories, tenant, id)) {
                    case Outcome.Refused<Webhook>(Problem problem) -> Outcome.refused(problem);
                    case Outcome.Done<Webhook>(Webhook webhook) ->
                            work.apply(repositories, webhook);
                });
    }

    /* Returns the number of the record. */
    private static long audit(
            Repositories repositories,
            AuditAction action,
            @Nullable Webhook before,
            @Nullable Webhook after,
            Origin origin) {
        Webhook webhook = Objects.requireNonNull(after == null ? before : after);
        AuditRecord record =
                repositories
                        .audit()
                        .append(
                                AuditEvent.of(action, origin, webhook.tenant())
                                        .target(webhook.id().value())
                                        .altering(WebhookAlterations.between(before, after)));
        return record.number();
    }
}
