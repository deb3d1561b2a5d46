package dev.sallyport.control.egress;

import java.time.Duration;

/**
 * What the operator has promised to those who open their firewalls, and how much there may be.
 *
 * @param notice how long before its first use a prefix is listed, 0 or more
 * @param removalNotice how long before it goes the end of a prefix is listed, 0 or more
 * @param noticeWindow how long changes that nobody has to hurry for are collected into one notice,
 *     0 or more
 * @param prefixes the most prefixes of one region, at least 1
 * @param regions the most regions, at least 1
 * @param agents the most agents of one tenant, at least 1
 */
public record EgressTerms(
        Duration notice,
        Duration removalNotice,
        Duration noticeWindow,
        int prefixes,
        int regions,
        int agents) {

    /** Two weeks each, five minutes; 10,000 prefixes, 200 regions, 50 agents. */
    public static final EgressTerms DEFAULT =
            new EgressTerms(
                    Duration.ofDays(14),
                    Duration.ofDays(14),
                    Duration.ofMinutes(5),
                    10_000,
                    200,
                    50);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a duration is negative or a number below 1
     */
    public EgressTerms {
        if (notice.isNegative() || removalNotice.isNegative() || noticeWindow.isNegative()) {
            throw new IllegalArgumentException("a promised time is not negative");
        }
        if (prefixes < 1 || regions < 1 || agents < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }
}
