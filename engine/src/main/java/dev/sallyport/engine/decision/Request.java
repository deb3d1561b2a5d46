package dev.sallyport.engine.decision;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;

/**
 * The facts of one request to one tenant.
 *
 * @param client the client address, or why there is none
 * @param epochMillis the instant of the request in milliseconds since 1970-01-01T00:00:00Z, not the
 *     largest long
 * @param channel the door
 * @param principal who asks
 */
public record Request(
        ClientAddress client, long epochMillis, Channel channel, Principal principal) {

    /**
     * Checks the instant.
     *
     * @throws IllegalArgumentException if it is the largest long, which stands for "never"
     */
    public Request {
        if (epochMillis == Long.MAX_VALUE) {
            throw new IllegalArgumentException("the largest instant stands for never");
        }
    }
}
