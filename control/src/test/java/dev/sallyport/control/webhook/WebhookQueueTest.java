package dev.sallyport.control.webhook;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.manager;
import static dev.sallyport.control.Fixture.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.TenantSubmission;
import dev.sallyport.control.webhook.WebhookQueue.Delivery;
import dev.sallyport.control.webhook.WebhookQueue.Result;
import dev.sallyport.engine.policy.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What webhooks are told, in which order, and what becomes of what cannot be delivered. */
final class WebhookQueueTest {

    private static final TenantId GLOBEX = new TenantId("globex");
    private static final WebhookLimits LIMITS = new WebhookLimits(3, 10, 4, 2);

    private static final MessageBodies BODIES =
            new MessageBodies() {
                @Override
                public String of(WebhookEvent event, AuditRecord record) {
                    return event + " " + record.event().target() + " " + record.event().actor();
                }

                @Override
                public String of(SignedHead head) {
                    return "head " + head.head().number();
                }

                @Override
                public String test(WebhookId webhook, Instant at) {
                    return "test";
                }
            };

    private final Fixture fixture = new Fixture();
    private final WebhookQueue queue =
            new WebhookQueue(
                    fixture.transactions,
                    BODIES,
                    LIMITS,
                    new RetrySchedule(
                            List.of(
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(10))));
    private final Webhooks webhooks = new Webhooks(fixture.transactions, LIMITS, BODIES, false);
    private int lastId;

    WebhookQueueTest() {
        done(
                fixture.tenants.create(
                        new TenantSubmission(GLOBEX, "Globex", List.of(), null), operator()));
    }

    private Webhook webhook(@Nullable TenantId tenant, WebhookEvent... events) {
        lastId++;
        return done(
                webhooks.create(
                        tenant,
                        new WebhookId("wh_" + String.format("%024d", lastId)),
                        new WebhookSubmission(
                                URI.create("https://example.com/" + lastId),
                                Set.of(events),
                                "",
                                true),
                        operator()));
    }

    private void happen(@Nullable TenantId tenant, AuditAction action, String target) {
        happen(tenant, action, target, operator());
    }

    private void happen(
            @Nullable TenantId tenant, AuditAction action, String target, Origin origin) {
        AuditRecord _ =
                fixture.transactions.<AuditRecord>write(all ->
                        all.audit().append(AuditEvent.of(action, origin, tenant).target(target)));
    }

    private void publish(int from, int until) {
        for (int i = from; i <= until; i++) {
            happen(ACME, AuditAction.POLICY_PUBLISHED, Integer.toString(i));
        }
        follow();
    }

    private void follow() {
        while (queue.follow(NOW)) {
            // There is more.
        }
    }

    /* Takes messages until none is due; returns their bodies. */
    private List<String> taken(Webhook webhook, Instant now) {
        List<String> bodies = new ArrayList<>();
        for (Optional<Delivery> next = queue.next(webhook.id(), now);
                next.isPresent();
                next = queue.next(webhook.id(), now)) {
            bodies.add(next.get().message().body());
            queue.settle(next.get(), new Result.Taken(200), now, 0.5);
        }
        return bodies;
    }

    private void fail(Webhook webhook, Instant now) {
        queue.settle(
                queue.next(webhook.id(), now).orElseThrow(), new Result.Failed("no"), now, 0.5);
    }

    @Test
    void tenantIsToldItsOwnAndTheOperatorAll() {
        Webhook acmes = webhook(ACME);
        Webhook all = webhook(null);
        Webhook some = webhook(ACME, WebhookEvent.POLICY_REVERTED);
        happen(ACME, AuditAction.POLICY_PUBLISHED, "1", manager());
        happen(GLOBEX, AuditAction.POLICY_PUBLISHED, "2");
        happen(ACME, AuditAction.POLICY_REVERTED, "3");
        happen(ACME, AuditAction.LIST_CHANGED, "4");
        follow();

        assertThat(taken(acmes, NOW))
                .containsExactly("policy.published 1 client:c1", "policy.reverted 3 operator");
        assertThat(taken(all, NOW))
                .containsExactly(
                        "policy.published 1 client:c1",
                        "policy.published 2 operator:root",
                        "policy.reverted 3 operator:root");
        assertThat(taken(some, NOW)).containsExactly("policy.reverted 3 operator");
    }

    @Test
    void overrideIsAnEventOfItsOwn() {
        Webhook webhook = webhook(ACME, WebhookEvent.POLICY_OVERRIDDEN);
        AuditRecord _ =
                fixture.transactions.<AuditRecord>write(all ->
                        all.audit()
                                .append(
                                        AuditEvent.of(
                                                        AuditAction.POLICY_PUBLISHED,
                                                        operator(),
                                                        ACME)
                                                .overriding(List.of("policy.would-lock-out"))));
        follow();

        assertThat(taken(webhook, NOW)).singleElement().asString().startsWith("policy.overridden");
    }

    @Test
    void whatHappenedBeforeIsNotTold() {
        happen(ACME, AuditAction.POLICY_PUBLISHED, "before");
        Webhook webhook = webhook(ACME);
        publish(1, 1);

        assertThat(taken(webhook, NOW)).hasSize(1).allMatch(body -> body.contains(" 1 "));
    }

    @Test
    void orderIsThatOfTheLogUntilAMessageIsRefusedTooOften() {
        Webhook webhook = webhook(ACME);
        publish(1, 3);
        fail(webhook, NOW);
        assertThat(queue.next(webhook.id(), NOW)).as("the others wait").isEmpty();
        fail(webhook, NOW.plusSeconds(10));
        assertThat(queue.due(NOW.plusSeconds(15))).isNotEmpty();
        fail(webhook, NOW.plusSeconds(20));

        assertThat(taken(webhook, NOW.plusSeconds(21)))
                .as("it stepped aside")
                .extracting(body -> body.split(" ", -1)[1])
                .containsExactly("2", "3");
        assertThat(taken(webhook, NOW.plusSeconds(30))).hasSize(1);
    }

    @Test
    void messageThatIsNeverTakenIsGivenUpAndReplayed() {
        Webhook webhook = webhook(ACME);
        publish(1, 1);
        String id = queue.next(webhook.id(), NOW).orElseThrow().message().id();
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(dead(webhook)).isEmpty();
            fail(webhook, NOW.plusSeconds(10L * attempt));
        }

        Instant later = NOW.plus(Duration.ofDays(30));
        assertThat(queue.next(webhook.id(), later)).isEmpty();
        assertThat(dead(webhook)).extracting(WebhookMessage::id).containsExactly(id);
        assertThat(dead(webhook).getFirst().lastResult()).isEqualTo("no");
        assertThat(queue.failing()).isEqualTo(1);
        assertThat(done(webhooks.replay(ACME, webhook.id().value(), id, later))).isEqualTo(1);
        assertThat(queue.next(webhook.id(), later).orElseThrow().message().id()).isEqualTo(id);
        assertThat(taken(webhook, later)).hasSize(1);
        assertThat(Fixture.problem(webhooks.replay(ACME, webhook.id().value(), id, later)).code())
                .isEqualTo(ProblemCode.WEBHOOK_MESSAGE_UNKNOWN);
    }

    private List<WebhookMessage> dead(Webhook webhook) {
        return done(webhooks.messages(ACME, webhook.id().value(), WebhookMessage.State.DEAD, 100));
    }

    @Test
    void deadLettersAreBoundedAndTheOldestGo() {
        Webhook webhook = webhook(ACME);
        publish(1, 8);
        for (int i = 0; i < 400; i++) {
            Instant now = NOW.plusSeconds(i);
            queue.next(webhook.id(), now)
                    .ifPresent(next -> queue.settle(next, new Result.Failed("no"), now, 0.5));
        }

        assertThat(dead(webhook))
                .extracting(message -> message.body().split(" ", -1)[1])
                .containsExactly("8", "7", "6", "5");
    }

    /** More than is kept on its way waits in the audit log, and nothing of it is lost. */
    @Test
    void webhookThatFellBehindCatchesUp() {
        Webhook webhook = webhook(ACME);
        publish(1, 57);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<String> some = taken(webhook, NOW);
            assertThat(some).hasSizeLessThanOrEqualTo(LIMITS.pending());
            all.addAll(some);
            follow();
        }

        assertThat(all)
                .extracting(body -> Integer.valueOf(body.split(" ", -1)[1]))
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.rangeClosed(1, 57).boxed().toList());
        publish(58, 58);
        assertThat(taken(webhook, NOW)).as("it is up to date again").hasSize(1);
    }

    @Test
    void receiverThatWantsNoMoreIsDisabledAndThatIsAudited() {
        Webhook webhook = webhook(ACME);
        publish(1, 2);
        queue.settle(queue.next(webhook.id(), NOW).orElseThrow(), new Result.Unwanted(), NOW, 0.5);

        assertThat(queue.next(webhook.id(), NOW)).isEmpty();
        assertThat(queue.due(NOW)).isEmpty();
        assertThat(queue.disabled()).hasSize(1);
        AuditEvent last = fixture.audit().getLast().event();
        assertThat(last.action()).isEqualTo(AuditAction.WEBHOOK_CHANGED);
        assertThat(last.actor()).isEqualTo("program");
        publish(3, 3);
        Webhook enabled =
                done(
                        webhooks.patch(
                                ACME,
                                webhook.id().value(),
                                new WebhookPatch(null, null, null, true),
                                operator()));
        assertThat(enabled.disabledBecause()).isEmpty();
        publish(4, 4);
        assertThat(taken(webhook, NOW))
                .as("what was on its way, and what happened since it is enabled")
                .extracting(body -> body.split(" ", -1)[1])
                .containsExactly("2", "4");
    }

    @Test
    void sameRecordMakesTheSameMessageId() {
        Webhook webhook = webhook(ACME);
        publish(1, 1);
        Delivery first = queue.next(webhook.id(), NOW).orElseThrow();
        fail(webhook, NOW);
        Delivery second = queue.next(webhook.id(), NOW.plusSeconds(10)).orElseThrow();

        assertThat(second.message().id()).isEqualTo(first.message().id()).startsWith("msg_");
        assertThat(second.message().body()).isEqualTo(first.message().body());
    }

    @Test
    void headIsToldTheOperatorOnceForEveryNumber() {
        Webhook acmes = webhook(ACME);
        Webhook all = webhook(null);
        queue.tell(head(5));
        queue.tell(head(5));
        queue.tell(head(7));

        assertThat(taken(all, NOW)).containsExactly("head 5", "head 7");
        assertThat(taken(acmes, NOW)).isEmpty();
    }

    private static SignedHead head(long number) {
        return new SignedHead(new AuditHead(number, "0".repeat(64), NOW), "signature");
    }

    @Test
    void auditNamesNeitherSecretNorPathOfTheUrl() {
        Webhook webhook = webhook(ACME);
        done(webhooks.rotate(ACME, webhook.id().value(), operator()));
        done(
                webhooks.patch(
                        ACME,
                        webhook.id().value(),
                        new WebhookPatch(
                                URI.create("https://example.com/key-of-a-chat"), null, null, null),
                        operator()));
        done(webhooks.delete(ACME, webhook.id().value(), operator()));

        assertThat(fixture.audit().toString())
                .contains("https://example.com")
                .doesNotContain("key-of-a-chat")
                .doesNotContain("whsec_");
    }

    @Test
    void refusalsAreSaid() {
        Webhook webhook = webhook(ACME);
        WebhookSubmission plain =
                new WebhookSubmission(URI.create("http://example.com"), Set.of(), "", true);
        WebhookSubmission head =
                new WebhookSubmission(
                        URI.create("https://example.com"),
                        Set.of(WebhookEvent.AUDIT_HEAD),
                        "",
                        true);
        WebhookId id = new WebhookId("wh_" + "f".repeat(24));

        assertThat(Fixture.problem(webhooks.create(ACME, id, plain, operator())).faults())
                .anyMatch(fault -> fault.code() == ProblemCode.WEBHOOK_URL_INVALID);
        assertThat(Fixture.problem(webhooks.create(ACME, id, head, operator())).faults())
                .anyMatch(fault -> fault.pointer().equals("/events"));
        assertThat(Fixture.problem(webhooks.get(GLOBEX, webhook.id().value())).code())
                .isEqualTo(ProblemCode.WEBHOOK_UNKNOWN);
        assertThat(Fixture.problem(webhooks.get(null, webhook.id().value())).code())
                .isEqualTo(ProblemCode.WEBHOOK_UNKNOWN);
        Webhook _ = webhook(ACME);
        Webhook _ = webhook(ACME);
        assertThat(
                        Fixture.problem(
                                        webhooks.create(
                                                ACME,
                                                id,
                                                new WebhookSubmission(
                                                        URI.create("https://example.com"),
                                                        Set.of(),
                                                        "",
                                                        true),
                                                operator()))
                                .code())
                .isEqualTo(ProblemCode.WEBHOOK_TOO_MANY);
    }
}
