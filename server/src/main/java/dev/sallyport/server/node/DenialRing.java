package dev.sallyport.server.node;

import dev.sallyport.control.denial.Denial;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/* The newest denials of one tenant: places that are filled round and round. For many threads, without a lock. */
final class DenialRing {

    private final AtomicReferenceArray<@Nullable Denial> places;
    private final AtomicInteger next = new AtomicInteger();

    DenialRing(int size) {
        places = new AtomicReferenceArray<>(size);
    }

    /** Keeps a denial in one of the first places and returns the one that was there. */
    @Nullable Denial put(Denial denial, int among) {
        return places.getAndSet(Math.floorMod(next.getAndIncrement(), among), denial);
    }

    /** Empties the places of denials older than an instant and hands each to {@code gone}. */
    void forget(long epochMillis, Consumer<? super Denial> gone) {
        for (int i = 0; i < places.length(); i++) {
            Denial denial = places.get(i);
            if (denial != null
                    && denial.epochMillis() < epochMillis
                    && places.compareAndSet(i, denial, null)) {
                gone.accept(denial);
            }
        }
    }
}
