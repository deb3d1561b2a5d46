package dev.sallyport.control.port;

import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.time.Instant;
import java.util.Optional;

/**
 * The lists that are parts of feeds and named {@code feed:…}. They are not stored: whoever follows
 * the feeds holds them, once for all who name them.
 */
@FunctionalInterface
public interface FeedCatalog {

    /**
     * A list as it is in force.
     *
     * @param list the list; the same object as long as the feed is the same
     * @param version the number of its last change, 1 or more
     * @param since since when it is in force
     */
    record Edition(NetworkList list, long version, Instant since) {}

    /** Returns the list of that name; empty if no feed that is loaded has such a part. */
    Optional<Edition> find(ListName name);

    /** Returns the catalog of a deployment without feeds. */
    static FeedCatalog none() {
        return name -> Optional.empty();
    }
}
