package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpPrefix;
import java.util.Comparator;

/**
 * One line of a feed: a prefix and what its publisher says of it. Ordered by prefix, region,
 * service, direction and detail.
 *
 * @param prefix the addresses
 * @param region where, in the publisher's words; empty if not said
 * @param service for what, in the publisher's words; empty if not said
 * @param direction which way connections go
 * @param detail what else is said, such as a network border group; empty if nothing
 */
public record FeedEntry(
        IpPrefix prefix, String region, String service, FeedDirection direction, String detail)
        implements Comparable<FeedEntry> {

    private static final Comparator<FeedEntry> ORDER =
            Comparator.comparing(FeedEntry::prefix)
                    .thenComparing(FeedEntry::region)
                    .thenComparing(FeedEntry::service)
                    .thenComparing(FeedEntry::direction)
                    .thenComparing(FeedEntry::detail);

    @Override
    public int compareTo(FeedEntry other) {
        return ORDER.compare(this, other);
    }
}
