package dev.sallyport.geo;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/*
 * Addresses drawn evenly from the networks that come by, some for each part (reservoir sampling: Vitter, Algorithm R, ACM
 * TOMS 1985). The seed is fixed: the same files give the same addresses.
 */
final class Samples {

    /** How many addresses are kept of a part at most. */
    static final int PER_PART = 4_000;

    private static final class Reservoir {
        private final SplittableRandom random = new SplittableRandom(0x5A11_9027L);
        private final List<IpAddress> kept = new ArrayList<>();
        private long seen;

        private void offer(IpPrefix network) {
            seen++;
            if (kept.size() < PER_PART) {
                kept.add(inside(network));
                return;
            }
            long place = random.nextLong(seen);
            if (place < PER_PART) {
                kept.set((int) place, inside(network));
            }
        }

        private IpAddress inside(IpPrefix network) {
            IpAddress first = network.first();
            IpAddress last = network.last();
            return new IpAddress(
                    first.family(),
                    first.high() | random.nextLong() & (first.high() ^ last.high()),
                    first.low() | random.nextLong() & (first.low() ^ last.low()));
        }
    }

    private final SortedMap<GeoPart, Reservoir> reservoirs = new TreeMap<>();

    void offer(GeoPart part, IpPrefix network) {
        reservoirs.computeIfAbsent(part, ignored -> new Reservoir()).offer(network);
    }

    SortedMap<GeoPart, List<IpAddress>> kept() {
        SortedMap<GeoPart, List<IpAddress>> kept = new TreeMap<>();
        reservoirs.forEach((part, reservoir) -> kept.put(part, reservoir.kept));
        return kept;
    }
}
