package dev.sallyport.control.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What edition of a feed is in force and how the last attempt to replace it went.
 *
 * @param feed its name
 * @param provider the provider by whose name policies name its parts
 * @param location where it comes from
 * @param format its format, empty as long as none is in force and none is configured
 * @param edition the day or mark of the edition in force; null if there is none
 * @param stamp the publisher's mark on it; null if there is none
 * @param since since when it is in force; null if there is none
 * @param confirmedAt when its place last gave an answer that was taken or was no news; null if
 *     never
 * @param prefixes how many prefixes it holds
 * @param entries how many entries it holds
 * @param warnings what is odd about it
 * @param maxAge for how long an answer may fail to come before it is called stale
 * @param age how long that is now; null if there is nothing in force
 * @param attempt the last attempt; null if there was none
 */
public record FeedStatus(
        String feed,
        String provider,
        String location,
        String format,
        @Nullable String edition,
        @Nullable String stamp,
        @Nullable Instant since,
        @Nullable Instant confirmedAt,
        int prefixes,
        int entries,
        List<String> warnings,
        Duration maxAge,
        @Nullable Duration age,
        @Nullable Attempt attempt) {

    /** How an attempt went. */
    public enum Outcome {
        /** What came is in force. */
        LOADED,
        /** What came is what is in force already. */
        UNCHANGED,
        /** What came is not taken; what was in force goes on. */
        REFUSED,
        /** Nothing came; what was in force goes on. */
        UNREACHABLE,
        /** It could not be stored that another edition is in force; tried again. */
        FAILED
    }

    /**
     * An attempt to get another edition.
     *
     * @param at when
     * @param outcome how it went
     * @param reasons why so, a sentence each; none if all went well
     */
    public record Attempt(Instant at, Outcome outcome, List<String> reasons) {

        /** Copies the reasons. */
        public Attempt {
            reasons = List.copyOf(reasons);
        }
    }

    /** Copies the warnings. */
    public FeedStatus {
        warnings = List.copyOf(warnings);
    }

    /** Returns whether nothing is in force, or its place has given no good answer for too long. */
    public boolean isStale() {
        return age == null || age.compareTo(maxAge) > 0;
    }

    /** Returns whether the last attempt did not end as it should. */
    public boolean isFailing() {
        return attempt != null
                && switch (attempt.outcome()) {
                    case LOADED, UNCHANGED -> false;
                    case REFUSED, UNREACHABLE, FAILED -> true;
                };
    }
}
