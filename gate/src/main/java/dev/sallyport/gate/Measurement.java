package dev.sallyport.gate;

import java.util.Map;

/**
 * The value of one metric with one set of labels when it was read.
 *
 * @param name the name in the metric system's usual form, such as {@code sallyport_gate_decisions}
 * @param kind how the value moves
 * @param description what is counted, one sentence
 * @param labels the labels with their values, each from a closed set
 * @param value the value; there is no unit, all are counts
 */
public record Measurement(
        String name, Kind kind, String description, Map<String, String> labels, long value) {

    /** How a value moves. */
    public enum Kind {
        /** Only upwards, from 0 at start. */
        COUNTER,
        /** Both ways. */
        GAUGE
    }

    /** Copies the labels. */
    public Measurement {
        labels = Map.copyOf(labels);
    }
}
