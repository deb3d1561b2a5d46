package dev.sallyport.gate;

import java.util.EnumMap;
import java.util.concurrent.atomic.LongAdder;

/* One counter for each constant of an enum. Writers never wait for each other. */
final class Counters<K extends Enum<K>> {

    // INVARIANT: complete and never changed after construction, so threads may read it without a
    // lock.
    private final EnumMap<K, LongAdder> adders;

    Counters(Class<K> keys) {
        adders = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            adders.put(key, new LongAdder());
        }
    }

    void increment(K key) {
        adder(key).increment();
    }

    long sum(K key) {
        return adder(key).sum();
    }

    private LongAdder adder(K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalStateException("every constant has a counter");
        }
        return adder;
    }
}
