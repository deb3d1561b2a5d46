package dev.sallyport.control.check;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that nobody made.
 *
 * @param address the client address, or that there is none
 * @param channel the door, {@code other} if not said
 * @param principal who asks, anonymous if not said
 * @param at the instant, or null for now
 * @param revision the revision to be asked, or null for the active one
 * @param then whether to judge with what was true at {@code at}: with the lists as they were, and
 *     if no revision is named with the one that was active; null for that if both a revision and an
 *     instant of the past are named, and for today otherwise
 */
public record CheckSubmission(
        ClientAddress address,
        Channel channel,
        Principal principal,
        @Nullable Instant at,
        @Nullable Long revision,
        @Nullable Boolean then) {

    /** Makes a request that is judged as it is usual for what it names. */
    public CheckSubmission(
            ClientAddress address,
            Channel channel,
            Principal principal,
            @Nullable Instant at,
            @Nullable Long revision) {
        this(address, channel, principal, at, revision, null);
    }

    /**
     * Returns the instant of the past whose lists and whose revision judge this, or null if today's
     * do.
     */
    @Nullable Instant judgedAsOf(Instant now) {
        if (at == null || !at.isBefore(now)) {
            return null;
        }
        boolean isThen = then == null ? revision != null : then;
        return isThen ? at : null;
    }
}
