package dev.sallyport.control.geo;

import dev.sallyport.engine.address.IpFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What geo data is in force and how the last attempt to replace it went.
 *
 * @param edition its edition, or null if there is none
 * @param files where it comes from; none if none are configured
 * @param since when it was put in force, or null if there is none
 * @param oldestBuild when the oldest of the files was built, or null if there is none
 * @param age how old that is now, zero or more, or null if there is none
 * @param maxAge from what age on it is stale
 * @param maxDifference the share of sampled answers, 0 to 1, that may differ in data that is put in
 *     force unasked
 * @param memory how much memory it takes, in bytes
 * @param attempt the last attempt to read the files, or null if there is none
 */
public record GeoStatus(
        @Nullable String edition,
        List<File> files,
        @Nullable Instant since,
        @Nullable Instant oldestBuild,
        @Nullable Duration age,
        Duration maxAge,
        double maxDifference,
        long memory,
        @Nullable Attempt attempt) {

    /**
     * One of the files, as it was when it was read.
     *
     * @param name its name without folders
     * @param path where it lies
     * @param type what it says it is
     * @param builtAt when its maker built it
     * @param parts what it holds
     * @param networks how many networks it has
     * @param unreadableCodes how many of them have a country that is no two letters
     */
    public record File(
            String name,
            String path,
            String type,
            Instant builtAt,
            List<Part> parts,
            long networks,
            long unreadableCodes) {

        /** Copies the parts. */
        public File {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One kind of data for one family.
     *
     * @param kind {@code country} or {@code asn}
     * @param family of which addresses
     */
    public record Part(String kind, IpFamily family) {}

    /** How an attempt went. */
    public enum Outcome {
        /** What was read is in force. */
        LOADED,
        /** The files hold what is in force already. */
        UNCHANGED,
        /** What was read is not taken; what was in force goes on. */
        REFUSED,
        /** It could not be stored that other data is in force; tried again. */
        FAILED
    }

    /**
     * An attempt to read the files.
     *
     * @param at when
     * @param outcome how it went
     * @param reasons why so, one sentence each; none if all went well
     */
    public record Attempt(Instant at, Outcome outcome, List<String> reasons) {

        /** Copies the reasons. */
        public Attempt {
            reasons = List.copyOf(reasons);
        }
    }

    /** Copies the files. */
    public GeoStatus {
        files = List.copyOf(files);
    }

    /** Returns whether the data is older than it should be. */
    public boolean isStale() {
        return age != null && age.compareTo(maxAge) > 0;
    }

    /** Returns whether the last attempt did not end as it should. */
    public boolean isRefused() {
        return attempt != null
                && switch (attempt.outcome()) {
                    case LOADED, UNCHANGED -> false;
                    case REFUSED, FAILED -> true;
                };
    }
}
