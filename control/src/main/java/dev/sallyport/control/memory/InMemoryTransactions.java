package dev.sallyport.control.memory;

import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The state in memory; gone with the program. A write copies the whole state, so it is for small
 * ones.
 */
public final class InMemoryTransactions implements Transactions {

    private final ReentrantLock writing = new ReentrantLock();
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private volatile State committed = new State();

    /** Holds nothing. */
    public InMemoryTransactions() {}

    @Override
    public <T> T read(Function<? super Repositories, ? extends T> work) {
        return work.apply(repositories(committed, false, new ArrayList<>()));
    }

    @Override
    public <T> T write(Function<? super Repositories, ? extends T> work) {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("transactions do not nest");
        }
        writing.lock();
        try {
            State copy = new State(committed);
            List<Change> changes = new ArrayList<>();
            T result = work.apply(repositories(copy, true, changes));
            committed = copy;
            changes.forEach(this::announce);
            return result;
        } finally {
            writing.unlock();
        }
    }

    /** Has the lists of feeds found in {@code catalog} from now on. */
    public void feeds(FeedCatalog catalog) {
        writing.lock();
        try {
            State copy = new State(committed);
            copy.feeds = catalog;
            committed = copy;
        } finally {
            writing.unlock();
        }
    }

    private void announce(Change change) {
        for (ChangeListener listener : listeners) {
            try {
                listener.committed(change);
            } catch (RuntimeException unseen) {
                // The write is committed; what a listener makes of it is not the writer's business.
            }
        }
    }

    private static Repositories repositories(State state, boolean writable, List<Change> changes) {
        Access access = new Access(state, writable);
        return new Repositories(
                new MemoryTenants(access),
                new MemoryRevisions(access),
                new MemoryProvisionals(access),
                new MemoryDrafts(access),
                new MemorySequences(access),
                new MemoryLists(access),
                new MemoryChannels(access),
                new MemoryClients(access),
                new MemoryIssuers(access),
                new MemoryPeople(access),
                new MemorySharedExplanations(access),
                new MemoryObservationSettings(access),
                new MemoryMonitoring(access),
                new MemoryWebhooks(access),
                new MemoryReminders(access),
                new MemoryDoors(access),
                new MemoryEgress(access),
                new MemoryAudit(access),
                new MemoryDeployment(access),
                changes::add);
    }

    @Override
    public void addListener(ChangeListener listener) {
        listeners.add(listener);
    }
}
