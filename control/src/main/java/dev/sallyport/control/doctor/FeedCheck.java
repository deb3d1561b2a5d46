package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.control.feed.FeedStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether feeds are fresh and what their publishers send is taken.
 *
 * @param feeds how it stands with each
 */
public record FeedCheck(List<FeedStatus> feeds) implements Check {

    /** Copies the feeds. */
    public FeedCheck {
        feeds = List.copyOf(feeds);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (FeedStatus feed : feeds) {
            FeedStatus.Attempt attempt = feed.attempt();
            if (attempt != null && feed.isFailing()) {
                findings.add(
                        Finding.of(
                                attempt.outcome() == FeedStatus.Outcome.REFUSED
                                        ? "feed.refused"
                                        : "feed.unreachable",
                                Severity.WARNING,
                                "feed `"
                                        + feed.feed()
                                        + "` is not replaced, the last good goes on: "
                                        + String.join("; ", attempt.reasons()),
                                "look at what its place answers, or accept a difference that is"
                                        + " right (docs/feeds.md)"));
            }
            if (feed.age() == null) {
                findings.add(
                        Finding.of(
                                "feed.missing",
                                Severity.WARNING,
                                "feed `"
                                        + feed.feed()
                                        + "` was never loaded; lists of it are in doubt",
                                "mend its place under `feeds.sources`, or take it out"));
            } else if (feed.isStale()) {
                findings.add(
                        Finding.of(
                                "feed.stale",
                                Severity.WARNING,
                                "feed `"
                                        + feed.feed()
                                        + "` was last confirmed "
                                        + feed.age().toHours()
                                        + " hours ago",
                                "look whether this machine reaches its place"));
            }
        }
        return findings;
    }
}
