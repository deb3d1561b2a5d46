package dev.sallyport.control.port;

import dev.sallyport.control.list.ListId;
import dev.sallyport.engine.policy.TenantId;

/** What was committed and concerns those who decide. */
public sealed interface Change {

    /**
     * A tenant was made, or anything about it changed that can alter a decision.
     *
     * @param tenant the tenant
     * @param sequence the sequence it has now
     */
    record TenantChanged(TenantId tenant, long sequence) implements Change {}

    /**
     * A tenant was removed.
     *
     * @param tenant the tenant
     * @param sequence the sequence of its removal
     */
    record TenantDeleted(TenantId tenant, long sequence) implements Change {}

    /**
     * A list was made or replaced, which advanced the sequence of every tenant whose active policy
     * names it.
     *
     * @param list the list
     */
    record ListChanged(ListId list) implements Change {}

    /** The channels of the deployment were replaced. */
    record ChannelsReplaced() implements Change {}

    /** The switch of the deployment was turned, which advanced the sequence of every tenant. */
    record DeploymentSwitched() implements Change {}

    /**
     * Another edition of a feed is in force; for each of its lists that somebody names and that is
     * another now, a {@link ListChanged} follows.
     *
     * @param feed the name of the feed
     */
    record FeedReplaced(String feed) implements Change {}

    /** Other geo data is in force, which advanced the sequence of every tenant. */
    record GeoReplaced() implements Change {}

    /**
     * Something about a region of our own addresses is another than before: its list, what of it is
     * live, or what was told of it. No decision depends on it.
     *
     * @param region the region
     */
    record EgressChanged(String region) implements Change {}
}
