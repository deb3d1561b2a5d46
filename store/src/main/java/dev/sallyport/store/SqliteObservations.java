package dev.sallyport.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The observations of a deployment in one SQLite file, {@code observations.db}, beside the state
 * and apart from it. What was added is there after the end of the process, however it ends; the end
 * of the machine may cost the last moments (ADR 20). Safe for use by several threads.
 */
public final class SqliteObservations implements ObservationStore, AutoCloseable {

    /*
     * WAL: whoever reads sees one state and holds nobody up. synchronous=NORMAL: a commit does not wait for the disk, and the file
     * is sound whatever happens. One connection writes, under a lock.
     */

    /** The name of the file. */
    public static final String FILE_NAME = "observations.db";

    /** What a damaged file is called once it has been set aside; it replaces an earlier one. */
    public static final String SET_ASIDE_NAME = "observations.db.damaged";

    private static final System.Logger LOG = System.getLogger(SqliteObservations.class.getName());

    private static final int READERS = 4;
    private static final long LARGEST_JOURNAL = 4L << 20;
    private static final int FREED_PAGES = 2000;

    private interface Change<T> {
        T apply(Connection connection) throws SQLException;
    }

    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final ObservationBudget budget;
    private final @Nullable Path setAside;
    private final ReentrantLock writing = new ReentrantLock();

    private SqliteObservations(
            HikariDataSource readers,
            HikariDataSource writers,
            ObservationBudget budget,
            @Nullable Path setAside) {
        this.readers = readers;
        this.writers = writers;
        this.budget = budget;
        this.setAside = setAside;
    }

    /**
     * Opens the observations in {@code folder}, which this process owns, and makes the file if
     * there is none. A damaged file is set aside, for evidence is not worth an outage.
     *
     * @throws StoreRefusedException if the file cannot be made or moved, or a newer version wrote
     *     it
     */
    public static SqliteObservations open(Path folder, ObservationBudget budget) {
        Path file = folder.resolve(FILE_NAME);
        Path setAside = isSound(file) ? null : setAside(file);
        SqliteFile.createForOwner(file);
        prepare(file);
        HikariDataSource writers = pool("observation-writer", file, 1, "IMMEDIATE");
        boolean opened = false;
        try {
            Migrations.apply(writers, file, Migrations.OBSERVATIONS);
            HikariDataSource readers = pool("observation-reader", file, READERS, "DEFERRED");
            opened = true;
            return new SqliteObservations(readers, writers, budget, setAside);
        } finally {
            if (!opened) {
                writers.close();
            }
        }
    }

    private static boolean isSound(Path file) {
        try {
            SqliteFile.check(file);
            return true;
        } catch (StoreRefusedException damaged) {
            return false;
        }
    }

    private static Path setAside(Path file) {
        Path aside = file.resolveSibling(SET_ASIDE_NAME);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(file.resolveSibling(FILE_NAME + "-wal"));
            Files.deleteIfExists(file.resolveSibling(FILE_NAME + "-shm"));
            return aside;
        } catch (IOException failed) {
            throw new StoreRefusedException(
                    "the damaged file `" + file + "` cannot be set aside", "move it away", failed);
        }
    }

    /* Space is given back page by page; that has to be said before the first table is made. */
    private static void prepare(Path file) {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
        } catch (SQLException failed) {
            throw new StoreRefusedException(
                    "file `" + file + "` cannot be opened", "see the cause", failed);
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
        config.addDataSourceProperty("synchronous", "NORMAL");
        config.addDataSourceProperty("journal_size_limit", Long.toString(LARGEST_JOURNAL));
        config.addDataSourceProperty("cache_size", size == 1 ? "-16384" : "-2048");
        config.addDataSourceProperty("busy_timeout", "10000");
        config.addDataSourceProperty("transaction_mode", transactionMode);
        return new HikariDataSource(config);
    }

    /** Returns where a damaged file was set aside when this was opened, if there was one. */
    public Optional<Path> setAside() {
        return Optional.ofNullable(setAside);
    }

    @Override
    public void add(Iterable<Observation> observations) {
        boolean _ =
                write(connection -> {
                    try (ObservationWriter writer = new ObservationWriter(connection, budget)) {
                        writer.add(observations);
                        return true;
                    }
                });
    }

    @Override
    public boolean addOnce(TenantId tenant, String key, Iterable<Observation> observations) {
        return write(connection -> {
            long last = 0;
            for (Observation each : observations) {
                last = Math.max(last, each.hour());
            }
            long number = new ObservationWords(connection).tenant(tenant);
            if (Sql.update(
                            connection,
                            "INSERT INTO import (tenant, key, last_hour) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                            number,
                            key,
                            last)
                    == 0) {
                return false;
            }
            try (ObservationWriter writer = new ObservationWriter(connection, budget)) {
                writer.add(observations);
                return true;
            }
        });
    }

    @Override
    public boolean wasAdded(TenantId tenant, String key) {
        return read(connection ->
                Sql.number(
                                connection,
                                0,
                                "SELECT 1 FROM import WHERE tenant = ? AND key = ?",
                                ObservationWords.knownTenant(connection, tenant),
                                key)
                        == 1);
    }

    @Override
    public void read(
            TenantId tenant, long fromHour, long untilHour, Consumer<? super Observation> reader) {
        boolean _ =
                read(connection -> {
                    new ObservationReader(connection, tenant).read(fromHour, untilHour, reader);
                    return true;
                });
    }

    @Override
    public Page newest(TenantId tenant, long fromHour, long untilHour, String after, int limit) {
        return read(connection ->
                new ObservationReader(connection, tenant)
                        .newest(fromHour, untilHour, after, limit));
    }

    @Override
    public List<Observation> biggest(TenantId tenant, long fromHour, long untilHour, int limit) {
        return read(connection ->
                new ObservationReader(connection, tenant).biggest(fromHour, untilHour, limit));
    }

    @Override
    public ObservationExtent extent(TenantId tenant) {
        return read(connection -> new ObservationReader(connection, tenant).extent());
    }

    @Override
    public int erase(TenantId tenant, PrincipalReference principal) {
        return unreadable(
                connection -> new ObservationRemoval(connection).erase(tenant, principal));
    }

    @Override
    public void rename(TenantId tenant, UnaryOperator<Principal> change) {
        boolean _ =
                unreadable(connection -> {
                    new ObservationRemoval(connection).rename(tenant, change);
                    return true;
                });
    }

    @Override
    public Set<TenantId> tenants() {
        return read(connection -> {
            Set<TenantId> tenants = new HashSet<>();
            Sql.query(
                    connection,
                    "SELECT name FROM tenant",
                    row -> tenants.add(new TenantId(row.getString(1))));
            return tenants;
        });
    }

    @Override
    public void remove(TenantId tenant) {
        boolean _ =
                write(connection -> {
                    new ObservationRemoval(connection).remove(tenant);
                    return true;
                });
        giveSpaceBack();
    }

    @Override
    public int purge(long hour) {
        int count = write(connection -> new ObservationRemoval(connection).purge(hour));
        giveSpaceBack();
        return count;
    }

    /* What is removed cannot be read from the bytes of the file either. */
    private <T> T unreadable(Change<T> change) {
        writing.lock();
        try {
            T result;
            pragma("secure_delete = ON");
            try {
                result = write(change);
            } finally {
                pragma("secure_delete = OFF");
            }
            pragma("wal_checkpoint(TRUNCATE)");
            return result;
        } finally {
            writing.unlock();
        }
    }

    /* Page by page, so that nobody waits long for the writer. */
    private void giveSpaceBack() {
        long before = Long.MAX_VALUE;
        long free = freePages();
        while (free > 0 && free < before) {
            pragma("incremental_vacuum(" + FREED_PAGES + ")");
            before = free;
            free = freePages();
        }
        pragma("wal_checkpoint(PASSIVE)");
    }

    private long freePages() {
        return read(connection -> Sql.number(connection, 0, "PRAGMA freelist_count"));
    }

    private void pragma(String text) {
        writing.lock();
        try (Connection connection = writers.getConnection();
                Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute("PRAGMA " + text);
            if (hasRows) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        // Each step of it does a part of the work.
                    }
                }
            }
        } catch (SQLException failed) {
            throw new StorageException("observations cannot be written", failed);
        } finally {
            writing.unlock();
        }
    }

    private <T> T write(Change<T> change) {
        writing.lock();
        try {
            return inTransaction(writers, change, "observations cannot be written");
        } finally {
            writing.unlock();
        }
    }

    private <T> T read(Change<T> change) {
        return inTransaction(readers, change, "observations cannot be read");
    }

    private static <T> T inTransaction(HikariDataSource source, Change<T> change, String failure) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = change.apply(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(source, connection);
                }
            }
        } catch (SQLException failed) {
            throw new StorageException(failure, failed);
        }
    }

    /* A connection that cannot be rolled back is given up: the pool makes another. */
    private static void rollBack(HikariDataSource source, Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failed) {
            LOG.log(System.Logger.Level.DEBUG, "a connection is given up", failed);
            source.evictConnection(connection);
        }
    }

    /** Closes the file; what the journal holds moves into it. */
    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
