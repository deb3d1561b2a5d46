package dev.sallyport.store;

import dev.sallyport.control.memory.InMemoryTransactions;
import dev.sallyport.control.port.Transactions;

/** The ports in memory keep the contract of the ports. */
final class InMemoryEgressTest extends EgressContract {

    private final Transactions transactions = new InMemoryTransactions();

    @Override
    Transactions transactions() {
        return transactions;
    }
}
