package dev.sallyport.server.decision;

import dev.sallyport.gate.Measurement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/* What became of decisions that were to be logged. Writers never wait for each other. */
final class DecisionLogCounts {

    private static final String OVER_LIMIT = "over-limit";
    private static final String OVERFLOW = "overflow";
    private static final String UNWRITTEN = "unwritten";

    private final LongAdder written = new LongAdder();
    private final LongAdder overLimit = new LongAdder();
    private final LongAdder overflow = new LongAdder();
    private final LongAdder unwritten = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void written(long lines) {
        written.add(lines);
    }

    /** Counts a decision beyond the most that are logged in a second. */
    void overLimit() {
        overLimit.increment();
    }

    /** Counts a decision for which the ring had no place. */
    void overflow() {
        overflow.increment();
    }

    /** Counts lines that could not be written to the end. */
    void unwritten(long lines) {
        unwritten.add(lines);
    }

    /** Counts an attempt to write that failed. */
    void failure() {
        failures.increment();
    }

    /** Returns how many decisions were dropped, by cause, in the order of the causes. */
    Map<String, Long> dropped() {
        Map<String, Long> dropped = new TreeMap<>();
        dropped.put(OVER_LIMIT, overLimit.sum());
        dropped.put(OVERFLOW, overflow.sum());
        dropped.put(UNWRITTEN, unwritten.sum());
        return dropped;
    }

    List<Measurement> measure() {
        return List.of(
                counter(
                        "sallyport_decision_log_lines",
                        "Decisions written to the decision log.",
                        Map.of(),
                        written),
                counter(DROPPED, DROPPED_DESCRIPTION, Map.of("cause", OVER_LIMIT), overLimit),
                counter(DROPPED, DROPPED_DESCRIPTION, Map.of("cause", OVERFLOW), overflow),
                counter(DROPPED, DROPPED_DESCRIPTION, Map.of("cause", UNWRITTEN), unwritten),
                counter(
                        "sallyport_decision_log_write_failures",
                        "Attempts to write to the decision log that failed.",
                        Map.of(),
                        failures));
    }

    private static final String DROPPED = "sallyport_decision_log_dropped";
    private static final String DROPPED_DESCRIPTION =
            "Decisions that were to be logged and were not, by cause.";

    private static Measurement counter(
            String name, String description, Map<String, String> labels, LongAdder value) {
        return new Measurement(name, Measurement.Kind.COUNTER, description, labels, value.sum());
    }
}
