package dev.sallyport.control.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long to wait between the attempts to deliver a message.
 *
 * @param delays the wait behind the first attempt, the second and so on; behind the last one more
 *     attempt is made, and then none
 */
public record RetrySchedule(List<Duration> delays) {

    /** The schedule that Standard Webhooks suggests: ten attempts within three days. */
    public static final RetrySchedule STANDARD =
            new RetrySchedule(
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(5),
                            Duration.ofHours(10),
                            Duration.ofHours(14),
                            Duration.ofHours(20),
                            Duration.ofHours(24)));

    /** By how much of a wait chance may shorten or lengthen it. */
    private static final double JITTER = 0.2;

    /** Copies the delays. */
    public RetrySchedule {
        delays = List.copyOf(delays);
    }

    /**
     * Returns how long to wait behind an attempt; empty if it was the last.
     *
     * @param attempts how many there were, 1 or more
     * @param chance 0 to 1, by which attempts of many messages are spread
     */
    public Optional<Duration> after(int attempts, double chance) {
        if (attempts > delays.size()) {
            return Optional.empty();
        }
        double factor = 1 + JITTER * (2 * chance - 1);
        return Optional.of(
                Duration.ofMillis(Math.round(delays.get(attempts - 1).toMillis() * factor)));
    }
}
