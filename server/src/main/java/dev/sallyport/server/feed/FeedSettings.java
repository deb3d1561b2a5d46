package dev.sallyport.server.feed;

import dev.sallyport.egress.feed.FeedLimits;
import java.time.Duration;
import java.util.List;

/**
 * What is configured about feeds.
 *
 * @param sources where they come from; none for no feeds
 * @param interval how often each is looked at
 * @param maxAge how long a place may give no good answer before its feed is called stale
 * @param timeout how long one answer may take
 * @param limits what an edition must be like
 */
public record FeedSettings(
        List<FeedSource> sources,
        Duration interval,
        Duration maxAge,
        Duration timeout,
        FeedLimits limits) {

    /** No feeds. */
    public static final FeedSettings NONE =
            new FeedSettings(
                    List.of(),
                    Duration.ofHours(1),
                    Duration.ofDays(7),
                    Duration.ofMinutes(1),
                    FeedLimits.DEFAULT);

    /** Copies the sources. */
    public FeedSettings {
        sources = List.copyOf(sources);
    }
}
