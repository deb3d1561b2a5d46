package dev.sallyport.evidence.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Too many addresses: they fold into networks, and every decision stays counted somewhere. */
final class FoldingTest {

    private static final RecordingBudget SMALL = new RecordingBudget(640, 4_096, 256, 1 << 20);
    private static final Verdict DENIED = Given.verdict(Mode.MONITOR, Effect.DENY, 1);

    @Test
    void addressesFoldStepByStepAndEveryDecisionIsCounted() {
        Random random = new Random(12);
        Recorder recorder = Given.recorder(SMALL);
        Map<Recorder.Result, Integer> results = new EnumMap<>(Recorder.Result.class);
        Map<IpAddress, Integer> asked = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            IpAddress address =
                    random.nextBoolean()
                            ? IpAddress.ipv4(random.nextInt())
                            : IpAddress.ipv6(random.nextLong(), random.nextLong());
            asked.merge(address, 1, Integer::sum);
            results.merge(
                    recorder.record(
                            Given.ACME, Given.request(address, Principal.ANONYMOUS), DENIED),
                    1,
                    Integer::sum);
        }
        List<Observation> drained = Given.drain(recorder, SMALL);
        Map<String, Integer> lengths = new TreeMap<>();
        for (Observation each : drained) {
            IpPrefix network = networkOf(each);
            lengths.merge(network.family() + "/" + network.length(), 1, Integer::sum);
            assertThat(each.count())
                    .isLessThanOrEqualTo(asked.keySet().stream().filter(network::contains).count());
            assertThat(each.newest() == null).isEqualTo(each.isFolded());
            assertThat(each.country()).isNull();
        }
        assertThat(lengths.keySet())
                .containsExactlyInAnyOrder(
                        "IPV4/0", "IPV4/16", "IPV4/24", "IPV4/32", "IPV4/8", "IPV6/0", "IPV6/16",
                        "IPV6/32", "IPV6/48", "IPV6/64");
        assertThat(results).doesNotContainKey(Recorder.Result.DROPPED);
        assertThat(results.get(Recorder.Result.COUNTED)).isEqualTo(480);
        assertThat(Given.total(drained)).isEqualTo(50_000);
        assertThat(drained.size()).isBetween(600, 640);
    }

    private static IpPrefix networkOf(Observation observation) {
        IpPrefix network = observation.network();
        if (network == null) {
            throw new IllegalStateException("every address was known");
        }
        return network;
    }

    /** What was there before the flood goes on being counted as it is. */
    @Test
    void aCellThatIsLiveStaysExact() {
        Recorder recorder = Given.recorder(SMALL);
        IpAddress office = IpAddress.parse("192.0.2.1");
        for (int i = 0; i < 2_000; i++) {
            recorder.record(Given.ACME, Given.request(office, Principal.ANONYMOUS), DENIED);
            recorder.record(
                    Given.ACME,
                    Given.request(IpAddress.ipv4(i * 7919), Principal.ANONYMOUS),
                    DENIED);
        }
        assertThat(Given.drain(recorder, SMALL))
                .filteredOn(each -> office.equals(each.newest()))
                .extracting(Observation::count)
                .containsExactly(2_000L);
    }

    @Test
    void identifiedCellsNeverFoldForAnonymousOnes() {
        Random random = new Random(13);
        Recorder recorder = Given.recorder(SMALL);
        int people = 150;
        for (int person = 0; person < people; person++) {
            for (int i = 0; i < 1_000; i++) {
                recorder.record(
                        Given.ACME,
                        Given.request(IpAddress.ipv4(random.nextInt()), Principal.ANONYMOUS),
                        DENIED);
            }
            Recorder.Result result =
                    recorder.record(
                            Given.ACME,
                            Given.request(
                                    IpAddress.ipv4(random.nextInt()),
                                    Given.user("person " + person)),
                            DENIED);
            assertThat(result).isEqualTo(Recorder.Result.COUNTED);
        }
        List<Observation> drained = Given.drain(recorder, SMALL);
        assertThat(drained)
                .filteredOn(each -> each.principal().id() != null)
                .hasSize(people)
                .noneMatch(Observation::isFolded);
        assertThat(drained).anyMatch(Observation::isFolded);
    }

    /** People on the move fold their own addresses, and stay told apart. */
    @Test
    void identifiedCellsFoldByThemselves() {
        Random random = new Random(14);
        Recorder recorder = Given.recorder(SMALL);
        for (int i = 0; i < 10_000; i++) {
            recorder.record(
                    Given.ACME,
                    Given.request(IpAddress.ipv4(random.nextInt()), Given.user("u" + i % 3)),
                    DENIED);
        }
        List<Observation> drained = Given.drain(recorder, SMALL);
        assertThat(Given.total(drained)).isEqualTo(10_000);
        for (int person = 0; person < 3; person++) {
            String id = "u" + person;
            assertThat(drained)
                    .filteredOn(each -> id.equals(each.principal().id()))
                    .extracting(Observation::count)
                    .satisfies(counts ->
                            assertThat(counts.stream().mapToLong(Long::longValue).sum())
                                    .isBetween(3_333L, 3_334L));
        }
    }

    @Test
    void whatFindsNoRoomAtAllIsDroppedAndSaid() {
        Recorder recorder = Given.recorder(SMALL);
        int dropped = 0;
        for (int i = 0; i < 2_000; i++) {
            Recorder.Result result =
                    recorder.record(
                            new TenantId("t" + i),
                            Given.request(IpAddress.ipv4(i), Principal.ANONYMOUS),
                            DENIED);
            dropped += result == Recorder.Result.DROPPED ? 1 : 0;
        }
        assertThat(dropped).isEqualTo(2_000 - 640);
        assertThat(Given.drain(recorder, SMALL)).hasSize(640);
    }

    /** Many large principals take no more than their share. */
    @Test
    void principalsAreBoundedByWhatTheyTake() {
        Recorder recorder = Given.recorder(SMALL);
        String[] roles = new String[100];
        for (int i = 0; i < roles.length; i++) {
            roles[i] = "role-" + "x".repeat(100) + i;
        }
        IpAddress address = IpAddress.parse("192.0.2.1");
        int dropped = 0;
        for (int i = 0; i < 100; i++) {
            Recorder.Result result =
                    recorder.record(
                            Given.ACME, Given.request(address, Given.user("u" + i, roles)), DENIED);
            dropped += result == Recorder.Result.DROPPED ? 1 : 0;
        }
        RecordedCells full = recorder.swap(new RecordedCells(SMALL));
        assertThat(dropped).isBetween(50, 99);
        assertThat(full.size()).isEqualTo(100 - dropped);
        assertThat(full.bytes()).isLessThan((1 << 20) + 200_000);
    }

    @Test
    void addressesThatAreUnknownAreNeverFolded() {
        Recorder recorder = Given.recorder(SMALL);
        for (int hour = 0; hour < 1_000; hour++) {
            recorder.record(
                    Given.ACME,
                    Given.request(
                            null,
                            Given.NOW + hour * Observation.HOUR_MILLIS,
                            Given.UI,
                            Principal.ANONYMOUS),
                    DENIED);
        }
        assertThat(Given.drain(recorder, SMALL)).hasSize(640).noneMatch(Observation::isFolded);
    }

    @Test
    void roomThatWasUsedOnceIsGivenBackBitByBit() {
        RecordingBudget large = new RecordingBudget(100_000, 0, 64, 0);
        RecordedCells cells = new RecordedCells(large);
        Recorder recorder = new Recorder(Given.KEY, cells);
        long small = cells.bytes();
        for (int i = 0; i < 70_000; i++) {
            recorder.record(
                    Given.ACME, Given.request(IpAddress.ipv4(i), Principal.ANONYMOUS), DENIED);
        }
        long most = cells.bytes();
        for (int i = 0; i < 20; i++) {
            RecordedCells other = recorder.swap(new RecordedCells(large));
            other.clear();
            recorder.swap(other);
        }
        assertThat(most).isGreaterThan(70_000 * 80L).isLessThan(100_000L * 90);
        assertThat(cells.bytes()).isLessThan(small + 100_000);
        recorder.record(
                Given.ACME,
                Given.request(IpAddress.parse("2001:db8::1"), Principal.ANONYMOUS),
                DENIED);
        recorder.swap(new RecordedCells(large))
                .deliver(
                        GeoData.none(),
                        each -> assertThat(networkOf(each).family()).isEqualTo(IpFamily.IPV6));
    }
}
