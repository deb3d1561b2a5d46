package dev.sallyport.store;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.engine.policy.NetworkList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/*
 * The connection of one transaction, the lists that were committed before, the lists of feeds, and those that will be if this transaction is.
 */
record Work(
        JdbcClient reading,
        boolean isWritable,
        ListCache lists,
        FeedCatalog feeds,
        List<StoredList> uncommitted) {

    JdbcClient writing() {
        if (!isWritable) {
            throw new IllegalStateException("a read transaction changes nothing");
        }
        return reading;
    }

    /* Takes note of a list that was read; one read while writing may never be committed. */
    void read(ListId id, long version, NetworkList list) {
        if (!isWritable) {
            lists.add(id, version, list);
        }
    }

    /* Takes note of a list that was written. */
    void written(StoredList stored) {
        uncommitted.add(stored);
    }
}
