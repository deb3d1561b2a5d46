package dev.sallyport.server.node;

import dev.sallyport.control.denial.Denial;
import dev.sallyport.control.denial.RequestId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * Denials by their id. For many threads, without a lock.
 *
 * A table of buckets with four places each, found by the bits of the id, which are as good as random. With four times as many
 * places as denials a bucket is as good as never full; if it is, its first one goes.
 */
final class DenialIndex {

    private static final int WAYS = 4;
    private static final int LARGEST = 1 << 26;

    private final AtomicReferenceArray<@Nullable Denial> places;
    private final int mask;

    /** Makes an index for about {@code most} denials. */
    DenialIndex(int most) {
        int size = 1 << 10;
        while (size < LARGEST && size < (long) most * WAYS) {
            size <<= 1;
        }
        places = new AtomicReferenceArray<>(size);
        mask = size - 1 & -WAYS;
    }

    private int bucket(RequestId id) {
        return (int) id.low() & mask;
    }

    void put(Denial denial) {
        int bucket = bucket(denial.id());
        for (int i = bucket; i < bucket + WAYS; i++) {
            if (places.compareAndSet(i, null, denial)) {
                return;
            }
        }
        places.set(bucket, denial);
    }

    void remove(Denial denial) {
        int bucket = bucket(denial.id());
        for (int i = bucket; i < bucket + WAYS; i++) {
            if (places.compareAndSet(i, denial, null)) {
                return;
            }
        }
    }

    Optional<Denial> find(RequestId id) {
        int bucket = bucket(id);
        for (int i = bucket; i < bucket + WAYS; i++) {
            Denial denial = places.get(i);
            if (denial != null && denial.id().equals(id)) {
                return Optional.of(denial);
            }
        }
        return Optional.empty();
    }
}
