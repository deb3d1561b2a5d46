package dev.sallyport.server.feed;

import dev.sallyport.control.feed.FeedStatus;
import dev.sallyport.gate.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is measured of feeds; a series for each that is configured. */
public final class FeedMetrics {

    private FeedMetrics() {}

    /** Returns the measurements of these feeds. */
    public static List<Measurement> of(List<FeedStatus> feeds) {
        List<Measurement> all = new ArrayList<>();
        for (FeedStatus feed : feeds) {
            all.add(
                    gauge(
                            "sallyport_feed_prefixes",
                            "How many prefixes the edition of a feed that is in force holds.",
                            Map.of("feed", feed.feed()),
                            feed.prefixes()));
        }
        for (FeedStatus feed : feeds) {
            all.add(
                    gauge(
                            "sallyport_feed_stale",
                            "Whether a feed was never loaded or not confirmed for too long: 1 or 0.",
                            Map.of("feed", feed.feed()),
                            feed.isStale() ? 1 : 0));
        }
        for (FeedStatus feed : feeds) {
            if (feed.age() != null) {
                all.add(
                        gauge(
                                "sallyport_feed_confirmed_age_seconds",
                                "How long ago the place of a feed last gave a good answer.",
                                Map.of("feed", feed.feed()),
                                feed.age().toSeconds()));
            }
        }
        for (FeedStatus feed : feeds) {
            FeedStatus.Attempt attempt = feed.attempt();
            if (attempt == null) {
                continue;
            }
            for (FeedStatus.Outcome outcome : FeedStatus.Outcome.values()) {
                all.add(
                        gauge(
                                "sallyport_feed_last_attempt",
                                "How the last attempt to replace a feed went: 1 for its outcome.",
                                Map.of(
                                        "feed",
                                        feed.feed(),
                                        "outcome",
                                        outcome.name().toLowerCase(Locale.ROOT)),
                                attempt.outcome() == outcome ? 1 : 0));
            }
        }
        return all;
    }

    private static Measurement gauge(
            String name, String description, Map<String, String> labels, long value) {
        return new Measurement(name, Measurement.Kind.GAUGE, description, labels, value);
    }
}
