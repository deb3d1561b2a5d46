package dev.sallyport.store;

import dev.sallyport.control.memory.InMemoryTransactions;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.Transactions;

/** The ports in memory keep the contract of the ports. */
final class InMemoryListsTest extends ListsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    Transactions transactions() {
        return transactions;
    }

    @Override
    void feeds(FeedCatalog catalog) {
        transactions.feeds(catalog);
    }
}
