package dev.sallyport.server.egress;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.doctor.EgressCheck;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.EgressSelfTest;
import dev.sallyport.control.egress.EgressTick;
import dev.sallyport.gate.Measurement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Does what is due, and remembers the last self-test of each region for the doctor and the metrics.
 * Safe for use by several threads.
 */
public final class EgressWatch {

    private final EgressTick tick;
    private final PublishedNetwork network;
    private final Origin program;
    private final boolean isPublisherNamed;
    private final Clock clock;
    private final Map<String, EgressSelfTest> tests = new ConcurrentSkipListMap<>();

    /**
     * Watches.
     *
     * @param isPublisherNamed whether the operator has said under which origin we are reached
     */
    public EgressWatch(
            EgressTick tick,
            PublishedNetwork network,
            Origin program,
            boolean isPublisherNamed,
            Clock clock) {
        this.tick = tick;
        this.network = network;
        this.program = program;
        this.isPublisherNamed = isPublisherNamed;
        this.clock = clock;
    }

    /** Does what is due; to be called every second. */
    public void tick() {
        List<String> _ =
                tick.tick(
                        new Origin(
                                program.caller(),
                                program.address(),
                                clock.instant(),
                                "it was due"));
        network.tick();
    }

    /** Takes note of a self-test; there are as many as there are regions. */
    public void tested(EgressSelfTest test) {
        tests.put(test.region(), test);
    }

    /** Returns what the doctor says. */
    public EgressCheck check() {
        return new EgressCheck(
                network.regions(), List.copyOf(tests.values()), isPublisherNamed, clock.instant());
    }

    /** Returns how much is published, and what the last self-tests of all regions have found. */
    public List<Measurement> measure() {
        List<EgressRegion> regions = network.regions();
        List<Measurement> all = new ArrayList<>();
        all.add(
                gauge(
                        "sallyport_egress_regions",
                        "Regions of which addresses are published.",
                        regions.size()));
        all.add(
                gauge(
                        "sallyport_egress_prefixes",
                        "Prefixes that are published, of all regions.",
                        regions.stream().mapToInt(each -> each.list().prefixes().size()).sum()));
        all.add(
                gauge(
                        "sallyport_egress_prefixes_live",
                        "Published prefixes that are in use, of all regions.",
                        regions.stream().mapToInt(each -> each.live().size()).sum()));
        Map<EgressSelfTest.State, Integer> counts = new TreeMap<>();
        for (EgressSelfTest.State state : EgressSelfTest.State.values()) {
            counts.put(state, tests.values().stream().mapToInt(each -> each.count(state)).sum());
        }
        counts.forEach((state, count) ->
                all.add(
                        new Measurement(
                                "sallyport_egress_self_test_addresses",
                                Measurement.Kind.GAUGE,
                                "Addresses of the last self-tests, by how they stand to the list.",
                                Map.of("state", state.text()),
                                count)));
        return all;
    }

    private static Measurement gauge(String name, String meaning, long value) {
        return new Measurement(name, Measurement.Kind.GAUGE, meaning, Map.of(), value);
    }
}
