package dev.sallyport.control.expiry;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long before something expires people are told; each time once.
 *
 * @param ahead the times, the longest first; none twice
 */
public record LeadTimes(List<Duration> ahead) {

    /** Two weeks, three days and one day ahead. */
    public static final LeadTimes DEFAULT =
            new LeadTimes(List.of(Duration.ofDays(14), Duration.ofDays(3), Duration.ofDays(1)));

    /** Sorts the times. */
    public LeadTimes {
        ahead = ahead.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    }

    /** Returns the longest, zero if there is none. */
    public Duration longest() {
        return ahead.isEmpty() ? Duration.ZERO : ahead.getFirst();
    }

    /**
     * Returns the shortest lead time that has come for a deadline; zero if the deadline itself has
     * come. Whoever is told late is told once, not once for every time that was missed.
     */
    Optional<Duration> due(Instant deadline, Instant now) {
        if (!now.isBefore(deadline)) {
            return Optional.of(Duration.ZERO);
        }
        Duration left = Duration.between(now, deadline);
        Duration due = null;
        for (Duration each : ahead) {
            if (left.compareTo(each) <= 0) {
                due = each;
            }
        }
        return Optional.ofNullable(due);
    }
}
