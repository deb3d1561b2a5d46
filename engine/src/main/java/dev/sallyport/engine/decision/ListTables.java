package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.NetworkList;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists in compiled form, shared by the snapshots that are compiled with the same tables: a list
 * that twenty thousand tenants name is compiled once and held once. A list is known by its
 * identity, and forgotten when nobody holds it any more. Safe for use by many threads.
 */
public final class ListTables {

    /* A list by identity. */
    private static final class Key extends WeakReference<NetworkList> {
        private final int hash;

        Key(NetworkList list, @Nullable ReferenceQueue<NetworkList> gone) {
            super(list, gone);
            hash = System.identityHashCode(list);
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            NetworkList list = get();
            return list != null && other instanceof Key key && key.refersTo(list);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /* The last two stretches that were asked for: as a rule the present one and the one after it. */
    private record Stretches(CompiledList last, @Nullable CompiledList before) {

        @Nullable CompiledList at(long epochMillis) {
            if (last.covers(epochMillis)) {
                return last;
            }
            return before != null && before.covers(epochMillis) ? before : null;
        }
    }

    private final ConcurrentHashMap<Key, Stretches> tables = new ConcurrentHashMap<>();
    private final ReferenceQueue<NetworkList> gone = new ReferenceQueue<>();

    /** Holds nothing yet. */
    public ListTables() {}

    /* Whoever comes second does the same work once more, and both results are equal. */
    CompiledList at(NetworkList list, long epochMillis) {
        Stretches known = tables.get(new Key(list, null));
        CompiledList found = known == null ? null : known.at(epochMillis);
        if (found != null) {
            return found;
        }
        for (Reference<?> cleared = gone.poll(); cleared != null; cleared = gone.poll()) {
            tables.remove(cleared);
        }
        CompiledList compiled = CompiledList.compile(list, epochMillis);
        tables.put(new Key(list, gone), new Stretches(compiled, known == null ? null : known.last));
        return compiled;
    }

    /* How many lists are held; for tests. */
    int size() {
        return tables.size();
    }
}
