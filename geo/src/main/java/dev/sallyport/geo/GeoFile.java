package dev.sallyport.geo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of a file that was read.
 *
 * @param path where it lies
 * @param type what it says it is, such as {@code GeoLite2-Country}
 * @param builtAt when its maker built it
 * @param digest the SHA-256 of its bytes, 64 lower-case hexadecimal digits
 * @param parts what it holds; at least one
 * @param networks how many networks have a data record
 * @param unreadableCodes how many of them have a country that is no two letters, such as {@code
 *     A1}; they count as having none
 */
public record GeoFile(
        Path path,
        String type,
        Instant builtAt,
        String digest,
        SortedSet<GeoPart> parts,
        long networks,
        long unreadableCodes) {

    /** Copies the parts. */
    public GeoFile {
        parts = Collections.unmodifiableSortedSet(new TreeSet<>(parts));
    }
}
