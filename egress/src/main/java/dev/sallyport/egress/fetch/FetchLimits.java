package dev.sallyport.egress.fetch;

import java.time.Duration;

/**
 * How much of somebody else's answer is taken, and how long it is waited for.
 *
 * @param bytes the largest answer as it is sent, and the largest that it may expand to: at least 1
 * @param connect how long a connection may take
 * @param total how long the whole may take, redirections included: however slowly bytes drip in
 * @param redirects how many redirections are followed: 0 or more
 * @param plain whether {@code http} is followed to hosts other than this machine
 */
public record FetchLimits(
        int bytes, Duration connect, Duration total, int redirects, boolean plain) {

    /** 32 MiB within a minute, 10 seconds to connect, 5 redirections, only {@code https}. */
    public static final FetchLimits DEFAULT =
            new FetchLimits(
                    32 * 1024 * 1024, Duration.ofSeconds(10), Duration.ofMinutes(1), 5, false);

    /** Checks ranges. */
    public FetchLimits {
        if (bytes < 1 || redirects < 0 || !connect.isPositive() || !total.isPositive()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
