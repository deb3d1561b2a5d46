package dev.sallyport.store;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.engine.policy.NetworkList;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/*
 * The newest lists, as long as somebody holds them: twenty thousand tenants that name one list share one object. Only committed
 * lists come in here; their versions are never used twice, so a version that is found is what was asked for, whoever asks.
 * Safe for use by several threads.
 */
final class ListCache {

    /* The list of one version; knows its key, so that it can be taken out when the list is gone. */
    private static final class Held extends WeakReference<NetworkList> {
        private final ListId id;
        private final long version;

        Held(ListId id, long version, NetworkList list, ReferenceQueue<NetworkList> gone) {
            super(list, gone);
            this.id = id;
            this.version = version;
        }
    }

    private final ConcurrentHashMap<ListId, Held> held = new ConcurrentHashMap<>();
    private final ReferenceQueue<NetworkList> gone = new ReferenceQueue<>();

    /** Returns the list of that version, or null if it is not held. */
    @Nullable NetworkList find(ListId id, long version) {
        Held found = held.get(id);
        return found == null || found.version != version ? null : found.get();
    }

    /** Holds a committed list in place of an older version. */
    void add(StoredList stored) {
        add(stored.id(), stored.version(), stored.list());
    }

    /** Holds a committed list in place of an older version. */
    void add(ListId id, long version, NetworkList list) {
        for (Object cleared = gone.poll(); cleared != null; cleared = gone.poll()) {
            if (cleared instanceof Held old) {
                held.remove(old.id, old);
            }
        }
        held.merge(
                id,
                new Held(id, version, list, gone),
                (before, after) -> before.version > after.version ? before : after);
    }
}
