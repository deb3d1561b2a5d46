package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Requests that were alike, and what was decided on them.
 *
 * @param network the client address, or a network whose addresses are no longer told apart
 * @param principal who asked
 * @param channel the door
 * @param verdict what {@link WhatIf#judge} said of each of these requests
 * @param requests how many, 1 or more
 * @param seen when, or null if that is not known
 */
public record Traffic(
        IpPrefix network,
        Principal principal,
        Channel channel,
        Verdict verdict,
        long requests,
        @Nullable Sighting seen) {

    /** Returns whether this is about one address. */
    public boolean isOneAddress() {
        return network.length() == network.family().bits();
    }
}
