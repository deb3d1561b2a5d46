package dev.sallyport.agent.plan;

import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;

/**
 * Addresses that are listed no more and still at the target.
 *
 * @param prefix the addresses
 * @param since when it was noticed that they are gone
 * @param until when they are removed if they do not come back, not before {@code since}
 */
public record Leaving(IpPrefix prefix, Instant since, Instant until) {

    /**
     * Checks the order of times.
     *
     * @throws IllegalArgumentException if the end is before the beginning
     */
    public Leaving {
        if (until.isBefore(since)) {
            throw new IllegalArgumentException("what leaves is removed later");
        }
    }
}
