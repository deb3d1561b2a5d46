package dev.sallyport.geo;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.geo.GeoTable;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that was read from a set of files. Immutable.
 *
 * @param table the answers
 * @param files where they come from, in the order in which they were named; at least one
 * @param digest a text that is another one when any file is: 64 lower-case hexadecimal digits
 * @param samples for each part that is held, addresses drawn evenly from its networks
 */
public record GeoDatabase(
        GeoTable table,
        List<GeoFile> files,
        String digest,
        SortedMap<GeoPart, List<IpAddress>> samples) {

    /** Copies the collections. */
    public GeoDatabase {
        files = List.copyOf(files);
        SortedMap<GeoPart, List<IpAddress>> copy = new TreeMap<>();
        for (Map.Entry<GeoPart, List<IpAddress>> entry : samples.entrySet()) {
            copy.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        samples = Collections.unmodifiableSortedMap(copy);
    }

    /** Returns when the oldest file was built. */
    public Instant oldestBuild() {
        return files.stream().map(GeoFile::builtAt).min(Comparator.naturalOrder()).orElseThrow();
    }
}
