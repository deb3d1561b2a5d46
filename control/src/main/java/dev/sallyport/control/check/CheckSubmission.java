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
 */
public record CheckSubmission(
        ClientAddress address,
        Channel channel,
        Principal principal,
        @Nullable Instant at,
        @Nullable Long revision) {}
