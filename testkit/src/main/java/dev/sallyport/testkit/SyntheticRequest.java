package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;

/**
 * Some requests of one invented client in one hour; see {@link SyntheticTraffic}.
 *
 * @param hour the hour, counted from the first hour of the first day
 * @param address the client address
 * @param channel the door
 * @param principal who asked; anonymous where authentication failed
 * @param count how many requests, 1 or more
 */
public record SyntheticRequest(
        int hour, IpAddress address, Channel channel, Principal principal, int count) {

    /** Returns the day, counted from the first. */
    public int day() {
        return hour / 24;
    }
}
