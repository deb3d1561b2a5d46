package dev.sallyport.jose;

import java.time.Duration;

/**
 * When keys are fetched and how long they count.
 *
 * @param refresh from one good answer to the next request
 * @param retry from a failure to the next request; doubled with each failure up to {@code refresh}
 * @param earliest between two requests, however many tokens name keys that are not there
 * @param deadline for one request, from the first byte out to the last byte in
 * @param longest how long the last good keys count when no newer ones can be had: keys that were
 *     withdrawn meanwhile are believed that long
 */
public record KeySetTimes(
        Duration refresh, Duration retry, Duration earliest, Duration deadline, Duration longest) {

    /** The times unless a deployment says otherwise. */
    public static final KeySetTimes DEFAULT =
            new KeySetTimes(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Duration.ofHours(24));

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is not positive, or keys count no longer than until
     *     the next request
     */
    public KeySetTimes {
        check(refresh);
        check(retry);
        check(earliest);
        check(deadline);
        check(longest);
        if (longest.compareTo(refresh) <= 0) {
            throw new IllegalArgumentException(
                    "keys count longer than from one request to the next");
        }
    }

    private static void check(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a time is more than nothing");
        }
    }
}
