package dev.sallyport.server.web;

import dev.sallyport.gate.Measurement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/* The catalogue of what the API's port counts. */
final class ApiMetrics {

    private static final int CLASSES = 6;

    private final LongAdder[] answers =
            IntStream.range(0, CLASSES).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);

    void answered(int status) {
        int statusClass = status / 100;
        if (statusClass > 0 && statusClass < CLASSES) {
            answers[statusClass].increment();
        }
    }

    List<Measurement> read() {
        return IntStream.range(1, CLASSES)
                .mapToObj(statusClass ->
                        new Measurement(
                                "sallyport_api_answers",
                                Measurement.Kind.COUNTER,
                                "Requests to the API answered, by class of status.",
                                Map.of("status", statusClass + "xx"),
                                answers[statusClass].sum()))
                .toList();
    }
}
