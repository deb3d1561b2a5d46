package dev.sallyport.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.port.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/* Transactions on a SQL database of which this process is the only writer. */
final class SqlTransactions implements Transactions {

    /*
     * One transaction is one connection, handed to the repositories as a value: nothing is bound to threads, so the same code
     * runs on platform and on virtual threads. Listeners are called under the lock, which keeps them in the order of commits.
     */

    private static final System.Logger LOG = System.getLogger(SqlTransactions.class.getName());

    private final DataSource readers;
    private final DataSource writers;
    private final ListCache lists = new ListCache();
    private volatile FeedCatalog feeds = FeedCatalog.none();
    private final ReentrantLock writing = new ReentrantLock();
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    SqlTransactions(DataSource readers, DataSource writers) {
        this.readers = readers;
        this.writers = writers;
    }

    @Override
    public <T> T read(Function<? super Repositories, ? extends T> work) {
        return inTransaction(readers, false, new ArrayList<>(), new ArrayList<>(), work);
    }

    @Override
    public <T> T write(Function<? super Repositories, ? extends T> work) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("transactions do not nest");
        }
        writing.lock();
        try {
            List<Change> changes = new ArrayList<>();
            List<StoredList> written = new ArrayList<>();
            T result = inTransaction(writers, true, changes, written, work);
            written.forEach(lists::add);
            changes.forEach(this::announce);
            return result;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void addListener(ChangeListener listener) {
        listeners.add(listener);
    }

    void feeds(FeedCatalog catalog) {
        feeds = catalog;
    }

    private void announce(Change change) {
        for (ChangeListener listener : listeners) {
            try {
                listener.committed(change);
            } catch (RuntimeException failed) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "a listener failed on a committed change",
                        failed);
            }
        }
    }

    private <T> T inTransaction(
            DataSource source,
            boolean isWritable,
            List<Change> changes,
            List<StoredList> written,
            Function<? super Repositories, ? extends T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.apply(repositories(connection, isWritable, changes, written));
                if (isWritable) {
                    connection.commit();
                    done = true;
                }
                return result;
            } finally {
                if (!done) {
                    rollBack(source, connection);
                }
            }
        } catch (SQLException | DataAccessException failed) {
            throw new StorageException("the database failed", failed);
        }
    }

    /*
     * A connection that cannot be rolled back never found its way into a transaction, as when the file was locked from
     * outside, and would refuse every later one: the pool is to make another.
     */
    private static void rollBack(DataSource source, Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failed) {
            LOG.log(System.Logger.Level.DEBUG, "a connection is given up", failed);
            if (source instanceof HikariDataSource pool) {
                pool.evictConnection(connection);
            }
        }
    }

    private Repositories repositories(
            Connection connection,
            boolean isWritable,
            List<Change> changes,
            List<StoredList> written) {
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        Work work = new Work(jdbc, isWritable, lists, feeds, written);
        return new Repositories(
                new SqlTenants(work),
                new SqlRevisions(work),
                new SqlProvisionals(work),
                new SqlDrafts(work),
                new SqlSequences(work),
                new SqlLists(work),
                new SqlChannels(work),
                new SqlApiClients(work),
                new SqlIssuers(work),
                new SqlPeople(work),
                new SqlSharedExplanations(work),
                new SqlObservationSettings(work),
                new SqlMonitoring(work),
                new SqlWebhooks(work),
                new SqlReminders(work),
                new SqlDoors(work),
                new SqlEgress(work),
                new SqlAuditLog(work),
                new SqlDeployment(work),
                changes::add);
    }
}
