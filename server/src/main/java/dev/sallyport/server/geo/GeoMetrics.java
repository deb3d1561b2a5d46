package dev.sallyport.server.geo;

import dev.sallyport.control.geo.GeoStatus;
import dev.sallyport.gate.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The metrics of the geo data. */
public final class GeoMetrics {

    private GeoMetrics() {}

    /** Returns all of them; none if no files are configured. */
    public static List<Measurement> of(GeoStatus status, Instant now) {
        List<Measurement> all = new ArrayList<>();
        GeoStatus.Attempt attempt = status.attempt();
        if (attempt == null) {
            return all;
        }
        for (GeoStatus.File file : status.files()) {
            for (GeoStatus.Part part : file.parts()) {
                all.add(
                        gauge(
                                "sallyport_geo_age_seconds",
                                "How long ago the file was built that holds the part.",
                                Map.of(
                                        "kind",
                                        part.kind(),
                                        "family",
                                        part.family().name().toLowerCase(Locale.ROOT)),
                                Math.max(0, Duration.between(file.builtAt(), now).toSeconds())));
            }
        }
        all.add(
                gauge(
                        "sallyport_geo_stale",
                        "Whether geo data is older than allowed: 1 or 0.",
                        Map.of(),
                        status.isStale() ? 1 : 0));
        for (GeoStatus.Outcome outcome : GeoStatus.Outcome.values()) {
            all.add(
                    gauge(
                            "sallyport_geo_last_attempt",
                            "How the last attempt to read the files went: 1 for its outcome.",
                            Map.of("outcome", outcome.name().toLowerCase(Locale.ROOT)),
                            attempt.outcome() == outcome ? 1 : 0));
        }
        return all;
    }

    private static Measurement gauge(
            String name, String description, Map<String, String> labels, long value) {
        return new Measurement(name, Measurement.Kind.GAUGE, description, labels, value);
    }
}
