package dev.sallyport.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/*
 * The keys that come most often, with a fixed number of counters. By one thread only.
 *
 * Space-saving (Metwally, Agrawal, El Abbadi 2005) with randomised admission (Ben Basat, Chen, Einziger, Friedman, Kassner
 * 2017): a key without a counter takes the place of one with the smallest count c, and then only once in c + 1 times. So a
 * flood of keys that come once each drives out none that comes often: to bring n counters to c it needs n * c * c / 2
 * requests.
 *
 * INVARIANT: no counter is below minimum, and lookout is where the search for one that equals it goes on.
 */
final class HeavyHitters<K> {

    /**
     * A key and how often it came, in this counter's time.
     *
     * @param key the key
     * @param count how often it came; too high by at most {@code error}
     * @param error what the counter stood at when the key got it
     * @param firstMillis when it first came since it has a counter, milliseconds since 1970
     * @param lastMillis when it last came
     */
    record Count<K>(K key, long count, long error, long firstMillis, long lastMillis) {}

    private static final class Counter<K> {
        private K key;
        private long count;
        private long error;
        private long firstMillis;
        private long lastMillis;

        Counter(K key) {
            this.key = key;
        }

        void take(K another, long from, long epochMillis) {
            key = another;
            error = from;
            count = from + 1;
            firstMillis = epochMillis;
            lastMillis = epochMillis;
        }
    }

    private final int capacity;
    private final Map<K, Counter<K>> byKey;
    private final List<Counter<K>> counters;
    private final SplittableRandom random = new SplittableRandom();
    private long minimum = 1;
    private int lookout;

    HeavyHitters(int capacity) {
        this.capacity = capacity;
        byKey = HashMap.newHashMap(capacity);
        counters = new ArrayList<>(capacity);
    }

    /** Counts a key. */
    void add(K key, long epochMillis) {
        Counter<K> counter = byKey.get(key);
        if (counter != null) {
            counter.count++;
            counter.lastMillis = epochMillis;
        } else if (counters.size() < capacity) {
            Counter<K> fresh = new Counter<>(key);
            fresh.take(key, 0, epochMillis);
            counters.add(fresh);
            byKey.put(key, fresh);
            minimum = 1;
        } else if (random.nextLong(minimum + 1) == 0) {
            replace(key, epochMillis);
        }
    }

    private void replace(K key, long epochMillis) {
        Counter<K> smallest = smallest();
        byKey.remove(smallest.key);
        smallest.take(key, smallest.count, epochMillis);
        byKey.put(key, smallest);
    }

    private Counter<K> smallest() {
        @Nullable Counter<K> found = search();
        if (found == null) {
            minimum = Long.MAX_VALUE;
            for (Counter<K> each : counters) {
                minimum = Math.min(minimum, each.count);
            }
            found = search();
        }
        if (found == null) {
            throw new IllegalStateException("one of the counters is the smallest");
        }
        return found;
    }

    private @Nullable Counter<K> search() {
        for (int i = 0; i < counters.size(); i++) {
            lookout = lookout + 1 < counters.size() ? lookout + 1 : 0;
            Counter<K> each = counters.get(lookout);
            if (each.count == minimum) {
                return each;
            }
        }
        return null;
    }

    /** Returns every counter, in no order. */
    List<Count<K>> counts() {
        List<Count<K>> counts = new ArrayList<>(counters.size());
        for (Counter<K> each : counters) {
            counts.add(
                    new Count<>(
                            each.key, each.count, each.error, each.firstMillis, each.lastMillis));
        }
        return counts;
    }
}
