package dev.sallyport.control.whatif;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.evidence.Observation;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/* What was decided day by day, as it was decided then. */
final class Trend {

    private static final long HOURS_A_DAY = 24;

    private final TreeMap<Long, long[]> days = new TreeMap<>();

    void add(Observation observation) {
        long[] day =
                days.computeIfAbsent(
                        Math.floorDiv(observation.hour(), HOURS_A_DAY), ignored -> new long[3]);
        day[0] += observation.count();
        if (observation.outcome().evaluated() == Effect.DENY) {
            day[1] += observation.count();
        }
        if (observation.outcome().enforced() == Effect.DENY) {
            day[2] += observation.count();
        }
    }

    List<TrendDay> days() {
        return days.entrySet().stream()
                .map(day ->
                        new TrendDay(
                                LocalDate.ofEpochDay(day.getKey()),
                                day.getValue()[0],
                                day.getValue()[1],
                                day.getValue()[2]))
                .toList();
    }
}
