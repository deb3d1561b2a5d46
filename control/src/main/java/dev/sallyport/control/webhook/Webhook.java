package dev.sallyport.control.webhook;

import dev.sallyport.engine.policy.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told of what happens.
 *
 * @param id its id
 * @param tenant the tenant whose it is, which is told of its own events only; null for the
 *     operator's
 * @param url where messages are posted to
 * @param events of what it is told; all if empty
 * @param description for people
 * @param enabled whether messages are made and sent
 * @param disabledBecause why it was disabled by the program; empty if it was not
 * @param generation which of its secrets is in force, from 1
 * @param rotatedAt when that one came into force, or null for the first
 * @param since the number of the audit record behind which it is told
 * @param behind the number of the last record that was told while there was too much on its way, or
 *     null if it is not behind
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record Webhook(
        WebhookId id,
        @Nullable TenantId tenant,
        URI url,
        Set<WebhookEvent> events,
        String description,
        boolean enabled,
        String disabledBecause,
        int generation,
        @Nullable Instant rotatedAt,
        long since,
        @Nullable Long behind,
        Instant createdAt,
        Instant updatedAt) {

    /** How long messages are signed with the secret of before too. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    /** Copies the events. */
    public Webhook {
        EnumSet<WebhookEvent> copy = EnumSet.noneOf(WebhookEvent.class);
        copy.addAll(events);
        events = Collections.unmodifiableSet(copy);
    }

    /** Returns whether it is told of {@code event}. */
    public boolean isTold(WebhookEvent event) {
        return enabled
                && (tenant == null || event.isForTenants())
                && (events.isEmpty() || events.contains(event));
    }

    /** Returns until when the secret of before is used too; null if it is not. */
    public @Nullable Instant previousSecretUntil(Instant now) {
        Instant until = rotatedAt == null ? null : rotatedAt.plus(OVERLAP);
        return until == null || !now.isBefore(until) ? null : until;
    }

    /** Returns where this goes, without what may be a secret: scheme, host and port. */
    public String target() {
        return url.getScheme()
                + "://"
                + url.getHost()
                + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    Webhook with(WebhookSubmission wanted, Instant at) {
        return new Webhook(
                id,
                tenant,
                wanted.url(),
                wanted.events(),
                wanted.description(),
                wanted.enabled(),
                wanted.enabled() ? "" : disabledBecause,
                generation,
                rotatedAt,
                since,
                behind,
                createdAt,
                at);
    }

    Webhook following(long number) {
        return new Webhook(
                id,
                tenant,
                url,
                events,
                description,
                enabled,
                disabledBecause,
                generation,
                rotatedAt,
                number,
                behind,
                createdAt,
                updatedAt);
    }

    Webhook behind(@Nullable Long number) {
        return new Webhook(
                id,
                tenant,
                url,
                events,
                description,
                enabled,
                disabledBecause,
                generation,
                rotatedAt,
                since,
                number,
                createdAt,
                updatedAt);
    }

    Webhook rotated(Instant at) {
        return new Webhook(
                id,
                tenant,
                url,
                events,
                description,
                enabled,
                disabledBecause,
                generation + 1,
                at,
                since,
                behind,
                createdAt,
                at);
    }

    Webhook disabled(String because, Instant at) {
        return new Webhook(
                id,
                tenant,
                url,
                events,
                description,
                false,
                because,
                generation,
                rotatedAt,
                since,
                behind,
                createdAt,
                at);
    }
}
