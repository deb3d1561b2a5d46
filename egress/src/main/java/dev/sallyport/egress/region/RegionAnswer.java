package dev.sallyport.egress.region;

import dev.sallyport.egress.feed.FeedEntry;

/**
 * What one entry of one feed says of an address.
 *
 * @param provider whose feed it is
 * @param entry the entry, whose prefix holds the address
 * @param edition the day (UTC) of the feed's edition, else its mark; empty if it has neither
 */
public record RegionAnswer(String provider, FeedEntry entry, String edition) {}
