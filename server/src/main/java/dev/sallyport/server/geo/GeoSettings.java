package dev.sallyport.server.geo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is configured about geo data.
 *
 * @param files the files it is read from, none for no geo data
 * @param maxDifference the share of sampled answers, 0 to 1, that may differ in data that is put in
 *     force unasked
 * @param maxAge from what age on it is stale
 * @param checkInterval how often the files are looked at
 */
public record GeoSettings(
        List<Path> files, double maxDifference, Duration maxAge, Duration checkInterval) {

    /** No geo data. */
    public static final GeoSettings NONE =
            new GeoSettings(List.of(), 0.1, Duration.ofDays(35), Duration.ofSeconds(5));

    /** Copies the files. */
    public GeoSettings {
        files = List.copyOf(files);
    }
}
