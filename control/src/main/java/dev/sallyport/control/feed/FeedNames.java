package dev.sallyport.control.feed;

import dev.sallyport.engine.policy.ListName;

/** How the names of feeds and of their parts hang together. */
public final class FeedNames {

    private FeedNames() {}

    /** Returns the provider of a feed: {@code cloudflare} of {@code cloudflare:ipv6}. */
    public static String provider(String feed) {
        int colon = feed.indexOf(':');
        return colon < 0 ? feed : feed.substring(0, colon);
    }

    /** Returns whether a list is a part of the feeds of a provider. */
    public static boolean isOf(ListName name, String provider) {
        if (!name.isFeed()) {
            return false;
        }
        String path = name.bareName();
        int slash = path.indexOf('/');
        return provider.equals(slash < 0 ? path : path.substring(0, slash));
    }
}
