package dev.sallyport.store;

import dev.sallyport.control.memory.InMemoryObservations;
import dev.sallyport.control.port.ObservationStore;

/** The port in memory keeps the contract. */
final class InMemoryObservationsTest extends ObservationsContract {

    private final ObservationStore store = new InMemoryObservations();

    @Override
    ObservationStore store() {
        return store;
    }
}
