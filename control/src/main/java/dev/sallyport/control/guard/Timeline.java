package dev.sallyport.control.guard;

import dev.sallyport.engine.decision.Verdict;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/* What happens to one witness from one boundary to the next, under the candidate and under what is active. */
final class Timeline {

    /* What denies the witness under the candidate, or null; and whether the active state denies it as well. */
    record Stretch(@Nullable Verdict denial, boolean wasDenied) {
        boolean isDenied() {
            return denial != null;
        }
    }

    private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();

    void add(long instant, Stretch stretch) {
        stretches.put(instant, stretch);
    }

    /** Returns the stretches by their first instants, in milliseconds since 1970. */
    NavigableMap<Long, Stretch> stretches() {
        return stretches;
    }

    /** Returns the first instant of denial, or null. */
    @Nullable Long firstDenied(boolean onlyNew) {
        for (var each : stretches.entrySet()) {
            if (each.getValue().isDenied() && !(onlyNew && each.getValue().wasDenied())) {
                return each.getKey();
            }
        }
        return null;
    }

    /** Returns the stretch an instant lies in, which must not be before the first. */
    Stretch at(long instant) {
        return stretches.floorEntry(instant).getValue();
    }
}
