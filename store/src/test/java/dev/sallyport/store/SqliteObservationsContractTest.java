package dev.sallyport.store;

import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.control.port.ObservationStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** SQLite keeps the contract. */
final class SqliteObservationsContractTest extends ObservationsContract {

    @TempDir private Path folder;
    private SqliteObservations store;

    @BeforeEach
    void open() {
        store = SqliteObservations.open(folder, ObservationBudget.DEFAULT);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    ObservationStore store() {
        return store;
    }
}
