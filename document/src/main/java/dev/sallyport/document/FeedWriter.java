package dev.sallyport.document;

import dev.sallyport.control.feed.FeedChange;
import dev.sallyport.control.feed.FeedStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes how it stands with feeds and what their editions changed. */
public final class FeedWriter {

    private FeedWriter() {}

    /**
     * Returns the document of all feeds.
     *
     * @param whole whether it tells where feeds come from and what exactly was wrong, which is the
     *     operator's business
     */
    public static String write(List<FeedStatus> feeds, boolean whole) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                "feeds",
                                feeds,
                                feed -> json.object(() -> members(json, feed, whole)))));
    }

    /** Returns the document of one feed, for an operator. */
    public static String write(FeedStatus feed) {
        return JsonText.of(json -> json.object(() -> members(json, feed, true)));
    }

    /** Returns the document of the changes of a feed. */
    public static String changes(List<FeedChange> changes) {
        return JsonText.of(json ->
                json.object(() ->
                        json.array(
                                "changes",
                                changes,
                                change -> json.object(() -> members(json, change)))));
    }

    private static void members(JsonText json, FeedStatus feed, boolean whole) {
        json.member("feed", feed.feed()).member("provider", feed.provider());
        if (whole) {
            json.member("location", feed.location());
        }
        json.member("format", feed.format())
                .member("edition", feed.edition())
                .member("stamp", feed.stamp())
                .member("inForceSince", text(feed.since()))
                .member("confirmedAt", text(feed.confirmedAt()))
                .member("stale", feed.isStale())
                .member("prefixes", feed.prefixes())
                .member("entries", feed.entries())
                .texts("warnings", feed.warnings());
        FeedStatus.Attempt attempt = feed.attempt();
        if (attempt == null) {
            json.nothing("lastAttempt");
            return;
        }
        json.object(
                "lastAttempt",
                () ->
                        json.member("at", attempt.at().toString())
                                .member(
                                        "outcome",
                                        attempt.outcome().name().toLowerCase(Locale.ROOT))
                                .texts("reasons", whole ? attempt.reasons() : List.of()));
    }

    private static void members(JsonText json, FeedChange change) {
        json.member("at", change.at().toString())
                .member("edition", change.edition())
                .member("added", change.added())
                .member("removed", change.removed())
                .member("changed", change.changed())
                .texts("words", change.words())
                .texts("addedPrefixes", change.addedPrefixes())
                .texts("removedPrefixes", change.removedPrefixes())
                .texts("changedPrefixes", change.changedPrefixes());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
