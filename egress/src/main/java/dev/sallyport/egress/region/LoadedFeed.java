package dev.sallyport.egress.region;

import dev.sallyport.egress.feed.FeedContent;

/**
 * An edition of a feed that is at hand.
 *
 * @param provider the name of whose feed it is
 * @param content what it holds
 */
public record LoadedFeed(String provider, FeedContent content) {}
