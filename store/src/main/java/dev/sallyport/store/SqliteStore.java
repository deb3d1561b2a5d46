package dev.sallyport.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.Transactions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * The state of a deployment in one SQLite file, {@code state.db}, of a data folder that belongs to
 * one process at a time. A write that returned is on disk and survives the death of the process and
 * of the machine. Safe for use by several threads.
 */
public final class SqliteStore implements Transactions, AutoCloseable {

    /*
     * WAL: readers see the last commit and neither wait for the writer nor hold it up. synchronous=FULL: every commit waits for
     * the log to be on disk. There is one connection for writing, so SQLITE_BUSY can only come from outside.
     */

    /** The name of the file. */
    public static final String FILE_NAME = "state.db";

    private static final int READERS = 8;

    private final FolderLock lock;
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final SqlTransactions transactions;

    private SqliteStore(FolderLock lock, HikariDataSource readers, HikariDataSource writers) {
        this.lock = lock;
        this.readers = readers;
        this.writers = writers;
        transactions = new SqlTransactions(readers, writers);
    }

    /**
     * Opens the state in {@code folder}, creates both if absent, and brings an older state up to
     * date.
     *
     * @throws StoreRefusedException if another process uses the folder, it cannot be written, the
     *     file is damaged or no database, or a newer version wrote it
     */
    public static SqliteStore open(Path folder) {
        FolderLock lock = FolderLock.take(folder);
        HikariDataSource writers = null;
        boolean opened = false;
        try {
            Path file = folder.resolve(FILE_NAME);
            SqliteFile.check(file);
            SqliteFile.createForOwner(file);
            writers = pool("sallyport-writer", file, 1, "IMMEDIATE");
            Migrations.apply(writers, file, Migrations.STATE);
            HikariDataSource readers = pool("sallyport-reader", file, READERS, "DEFERRED");
            opened = true;
            return new SqliteStore(lock, readers, writers);
        } finally {
            if (!opened) {
                if (writers != null) {
                    writers.close();
                }
                lock.close();
            }
        }
    }

    private static HikariDataSource pool(String name, Path file, int size, String transactionMode) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(30_000);
        config.setMaxLifetime(0);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", "10000");
        config.addDataSourceProperty("transaction_mode", transactionMode);
        return new HikariDataSource(config);
    }

    @Override
    public <T> T read(Function<? super Repositories, ? extends T> work) {
        return transactions.read(work);
    }

    @Override
    public <T> T write(Function<? super Repositories, ? extends T> work) {
        return transactions.write(work);
    }

    @Override
    public void addListener(ChangeListener listener) {
        transactions.addListener(listener);
    }

    /** Has the lists of feeds found in {@code catalog} from now on. */
    public void feeds(FeedCatalog catalog) {
        transactions.feeds(catalog);
    }

    /* The settings that durability rests on are asserted on a real connection. */
    Connection writerForTest() throws SQLException {
        return writers.getConnection();
    }

    /**
     * Closes the file and gives the folder back.
     *
     * @throws StorageException if the folder cannot be given back before the process ends
     */
    @Override
    public void close() {
        readers.close();
        writers.close();
        lock.close();
    }
}
