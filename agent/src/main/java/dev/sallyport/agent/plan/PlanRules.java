package dev.sallyport.agent.plan;

import java.time.Duration;

/**
 * How careful the agent is.
 *
 * @param grace how long an address that is listed no more stays at the target: 0 or more
 * @param longestHold how long at most one stays that has come back before: at least the grace
 * @param memory for how long it is remembered that an address came back: 0 or more
 * @param shrinkLimit how many percent of the listed addresses or prefixes of a family may disappear
 *     at once: 0 to 99
 */
public record PlanRules(Duration grace, Duration longestHold, Duration memory, int shrinkLimit) {

    /** A week, at most 30 days, remembered for 90 days, 30 percent (ADR 36). */
    public static final PlanRules DEFAULT =
            new PlanRules(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90), 30);

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public PlanRules {
        if (grace.isNegative() || memory.isNegative() || longestHold.compareTo(grace) < 0) {
            throw new IllegalArgumentException(
                    "the longest hold is at least the grace, which is not negative");
        }
        if (shrinkLimit < 0 || shrinkLimit > 99) {
            throw new IllegalArgumentException("the shrink limit is 0 to 99 percent");
        }
    }
}
