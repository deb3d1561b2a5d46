package dev.sallyport.egress.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher writes on an edition so that editions can be told apart.
 *
 * @param text the publisher's own mark; empty if there is none
 * @param order a number that grows from edition to edition; {@link #UNORDERED} if there is none
 * @param date when the edition was made, or null if the publisher does not say
 */
public record FeedStamp(String text, long order, @Nullable Instant date) {

    /** The order of a feed whose editions have none. */
    public static final long UNORDERED = Long.MIN_VALUE;

    /** The stamp of a feed that has none. */
    public static final FeedStamp NONE = new FeedStamp("", UNORDERED, null);

    /**
     * Returns whether this stamp is of an edition before that of {@code other}, as far as they say.
     */
    public boolean isBefore(FeedStamp other) {
        return order != UNORDERED && other.order != UNORDERED && order < other.order;
    }

    /** Returns the day (UTC) of the edition, else its mark; empty if there is neither. */
    public String edition() {
        return date == null ? text : date.toString().substring(0, 10);
    }
}
