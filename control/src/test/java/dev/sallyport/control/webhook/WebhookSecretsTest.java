package dev.sallyport.control.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Signatures are those of Standard Webhooks, and secrets belong to one webhook and generation. */
final class WebhookSecretsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final WebhookId ID = new WebhookId("wh_" + "0".repeat(24));
    private static final WebhookSecrets SECRETS =
            new WebhookSecrets(new SecretKeySpec(new byte[32], "HmacSHA256"));

    private static Webhook webhook(WebhookId id) {
        return new Webhook(
                id,
                null,
                URI.create("https://example.com/hook"),
                Set.of(),
                "",
                true,
                "",
                1,
                null,
                0,
                null,
                NOW,
                NOW);
    }

    private static final WebhookMessage MESSAGE =
            WebhookMessage.fresh(ID, "msg_1", 1, WebhookEvent.TEST, NOW, "{}", NOW);

    /* The vector of the reference libraries of the specification. */
    @Test
    void signatureIsThatOfTheSpecification() {
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(
                        WebhookSecrets.signature(
                                new SecretKeySpec(secret, "HmacSHA256"),
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1614265330,
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void shownSecretIsTheOneThatSigns() {
        String text = SECRETS.text(webhook(ID));
        assertThat(text).startsWith("whsec_");
        byte[] secret = Base64.getDecoder().decode(text.substring("whsec_".length()));
        assertThat(secret).hasSize(32);

        assertThat(SECRETS.signature(webhook(ID), MESSAGE, NOW))
                .isEqualTo(
                        WebhookSecrets.signature(
                                new SecretKeySpec(secret, "HmacSHA256"),
                                "msg_1",
                                NOW.getEpochSecond(),
                                "{}"));
    }

    @Test
    void everyWebhookAndGenerationHasItsOwn() {
        Webhook other = webhook(new WebhookId("wh_" + "1".repeat(24)));

        assertThat(
                        Set.of(
                                SECRETS.text(webhook(ID)),
                                SECRETS.text(other),
                                SECRETS.text(webhook(ID).rotated(NOW)),
                                SECRETS.text(webhook(ID).rotated(NOW).rotated(NOW))))
                .hasSize(4);
    }

    @Test
    void bothSecretsSignForADayAfterARotation() {
        Webhook before = webhook(ID);
        Webhook after = before.rotated(NOW);
        Instant within = NOW.plus(Webhook.OVERLAP).minusSeconds(1);
        Instant behind = NOW.plus(Webhook.OVERLAP);

        String[] both = SECRETS.signature(after, MESSAGE, within).split(" ", -1);

        assertThat(both).hasSize(2);
        assertThat(both[1]).isEqualTo(SECRETS.signature(before, MESSAGE, within));
        assertThat(SECRETS.signature(after, MESSAGE, behind)).doesNotContain(" ");
    }

    @Test
    void waitsAreThoseOfTheSpecificationGiveOrTakeAFifth() {
        RetrySchedule schedule = RetrySchedule.STANDARD;

        assertThat(schedule.after(1, 0.5)).contains(Duration.ofSeconds(5));
        assertThat(schedule.after(1, 0)).contains(Duration.ofSeconds(4));
        assertThat(schedule.after(1, 1)).contains(Duration.ofSeconds(6));
        assertThat(schedule.after(9, 0.5)).contains(Duration.ofHours(24));
        assertThat(schedule.after(10, 0.5)).isEmpty();
    }
}
