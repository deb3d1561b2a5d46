package dev.sallyport.control.guard;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import java.util.List;

/*
 * What the gate has seen of one tenant that a change is judged by: whoever was let in as an admin, on a channel for callbacks,
 * or as a program, each the last seen first.
 */
record Observed(
        List<Seen> admins,
        List<Seen> callbacks,
        List<Seen> automations,
        boolean isCut,
        boolean isBlind,
        long ipv4Requests,
        long ipv6Requests,
        boolean areFarAway) {

    /* A principal was let in. */
    record Seen(Principal principal, IpAddress address, Channel channel, long lastMillis) {}

    static final Observed NOTHING =
            new Observed(List.of(), List.of(), List.of(), false, false, 0, 0, false);

    /* It was not read. */
    static final Observed UNREAD =
            new Observed(List.of(), List.of(), List.of(), true, false, 0, 0, false);

    /* It could not be read. */
    static final Observed BLIND =
            new Observed(List.of(), List.of(), List.of(), false, true, 0, 0, false);

    Observed {
        admins = List.copyOf(admins);
        callbacks = List.copyOf(callbacks);
        automations = List.copyOf(automations);
    }
}
