package dev.sallyport.control.egress;

import java.time.Instant;

/**
 * What an agent has said: which serial its firewall has.
 *
 * @param region the region
 * @param serial the serial it applied
 * @param appliedAt when, by its own clock
 * @param receivedAt when we were told, by ours
 * @param target what it applied the list to, in its own word
 */
public record Acknowledgement(
        String region, long serial, Instant appliedAt, Instant receivedAt, String target) {

    /** The longest target, in characters. */
    public static final int LONGEST_TARGET = 200;
}
