package dev.sallyport.store;

import dev.sallyport.control.port.Transactions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** SQLite keeps the contract of the ports. */
final class SqliteEgressTest extends EgressContract {

    @TempDir private Path folder;
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    Transactions transactions() {
        return store;
    }
}
