package dev.sallyport.egress.feed;

import java.util.Locale;

/** Which way connections go between the publisher's addresses and everybody else. */
public enum FeedDirection {
    /** The feed does not say. */
    UNSTATED,
    /** The publisher calls from these addresses. */
    OUTBOUND,
    /** The publisher is called at these addresses. */
    INBOUND,
    /** Both. */
    BOTH;

    /** Returns whether connections from these addresses are possible, as far as the feed says. */
    public boolean mayCall() {
        return this != INBOUND;
    }

    /** Returns whether connections to these addresses are possible, as far as the feed says. */
    public boolean mayBeCalled() {
        return this != OUTBOUND;
    }

    /** Returns the public word: the name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
