package dev.sallyport.control.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.memory.InMemoryObservations;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.TenantId;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is loaded at a time, and what is kept of it. */
final class ColumnsCacheTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final GeoData GEO = GeoData.none();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static ObservationStore before(Runnable reading) {
        ObservationStore store = new InMemoryObservations();
        return (ObservationStore)
                Proxy.newProxyInstance(
                        ObservationStore.class.getClassLoader(),
                        new Class<?>[] {ObservationStore.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("read")) {
                                reading.run();
                            }
                            return method.invoke(store, arguments);
                        });
    }

    private static ObservedTraffic get(ColumnsCache cache, int hours) {
        return cache.get(ACME, new Window(0, hours), GEO, List.of(), NOW);
    }

    @Test
    void manyWindowsAtATimeAreLoadedTwoByTwo() {
        AtomicInteger reading = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ColumnsCache cache =
                new ColumnsCache(
                        before(() -> {
                            int all = reading.incrementAndGet();
                            most.accumulateAndGet(all, Math::max);
                            pause();
                            reading.decrementAndGet();
                        }),
                        1000);
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= 20; i++) {
                int hours = i;
                var _ = askers.submit(() -> get(cache, hours));
            }
        }

        assertThat(most.get()).isEqualTo(2);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsForgottenIsLoadedAgainAlsoIfItWasUnderWay() {
        ColumnsCache[] cache = new ColumnsCache[1];
        AtomicInteger loads = new AtomicInteger();
        cache[0] =
                new ColumnsCache(
                        before(() -> {
                            if (loads.incrementAndGet() == 2) {
                                cache[0].forget(ACME);
                            }
                        }),
                        1000);

        ObservedTraffic first = get(cache[0], 1);
        assertThat(get(cache[0], 1)).isSameAs(first);
        cache[0].forget(new TenantId("globex"));
        assertThat(get(cache[0], 1)).isSameAs(first);

        cache[0].forget(ACME);
        ObservedTraffic second = get(cache[0], 1);
        assertThat(second).isNotSameAs(first);
        assertThat(get(cache[0], 1)).isNotSameAs(second);
        assertThat(loads.get()).isEqualTo(3);
    }
}
