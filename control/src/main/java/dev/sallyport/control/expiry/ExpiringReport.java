package dev.sallyport.control.expiry;

import java.time.Instant;
import java.util.List;

/**
 * The deadlines of a tenant within a time.
 *
 * @param from the first instant, which is 30 days ago: what has just ended belongs here
 * @param to the last instant
 * @param deadlines the first {@link #MAX_DEADLINES}, the earliest first
 * @param count how many there are
 */
public record ExpiringReport(Instant from, Instant to, List<Deadline> deadlines, int count) {

    /** How many deadlines are named. */
    public static final int MAX_DEADLINES = 1_000;

    /** Copies the deadlines. */
    public ExpiringReport {
        deadlines = List.copyOf(deadlines);
    }
}
