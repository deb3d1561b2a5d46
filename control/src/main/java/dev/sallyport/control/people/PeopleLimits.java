package dev.sallyport.control.people;

import java.time.Duration;

/**
 * How much is kept of the people of one tenant.
 *
 * @param retention how long a sighting is kept
 * @param networks the most pairs of principal and network
 * @param keys of how many sightings is remembered that they were counted
 */
public record PeopleLimits(Duration retention, int networks, int keys) {

    /** By how much the clock of an application may be ahead. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** The most sightings in one report. */
    public static final int MAX_REPORT = 1000;

    /** 30 days, 10,000 pairs, 50,000 sightings. */
    public static final PeopleLimits DEFAULT =
            new PeopleLimits(Duration.ofDays(30), 10_000, 50_000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is below its smallest value
     */
    public PeopleLimits {
        if (retention.toDays() < 1 || networks < 1 || keys < MAX_REPORT) {
            throw new IllegalArgumentException("a limit of people is below its smallest value");
        }
    }
}
