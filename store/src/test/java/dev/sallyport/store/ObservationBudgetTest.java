package dev.sallyport.store;

import static dev.sallyport.store.ObservationSamples.ACME;
import static dev.sallyport.store.ObservationSamples.HOUR;
import static dev.sallyport.store.ObservationSamples.cell;
import static dev.sallyport.store.ObservationSamples.drawn;
import static dev.sallyport.store.ObservationSamples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.observation.ObservationBudget;
import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.observation.ObservationExtent.Share;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.evidence.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is beyond the budget becomes coarse, and nothing is lost by that. */
final class ObservationBudgetTest {

    private static final ObservationBudget SMALL = new ObservationBudget(1000, 1000);
    private static final long MOST_BYTES = 20L << 20;

    @TempDir private Path folder;

    private SqliteObservations open(ObservationBudget budget) {
        return SqliteObservations.open(folder, budget);
    }

    private static List<Observation> all(SqliteObservations store) {
        List<Observation> cells = new ArrayList<>();
        store.read(ACME, 0, Long.MAX_VALUE, cells::add);
        return cells;
    }

    private static long decisions(List<Observation> cells) {
        return cells.stream().mapToLong(Observation::count).sum();
    }

    /* What the extent says is what can be counted in the cells. */
    private static void isTrue(ObservationExtent extent, List<Observation> cells) {
        for (boolean anonymous : new boolean[] {true, false}) {
            List<Observation> part =
                    cells.stream()
                            .filter(cell ->
                                    anonymous
                                            == (cell.principal().kind() == PrincipalKind.ANONYMOUS))
                            .toList();
            List<Observation> folded = part.stream().filter(Observation::isFolded).toList();
            Share share = anonymous ? extent.anonymous() : extent.identified();
            assertThat(share.cells()).isEqualTo(part.size());
            assertThat(share.decisions()).isEqualTo(decisions(part));
            assertThat(share.foldedCells()).isEqualTo(folded.size());
            assertThat(share.foldedDecisions()).isEqualTo(decisions(folded));
        }
    }

    @Test
    void cellsStayWithinTheBudgetAndSumsStayExact() {
        Random random = new Random(4);
        try (SqliteObservations store = open(SMALL)) {
            long sent = 0;
            for (int batch = 0; batch < 40; batch++) {
                List<Observation> cells = new ArrayList<>();
                for (int i = 0; i < 1500; i++) {
                    Observation each = drawn(random, ACME, 1_000_000_000);
                    cells.add(each);
                    sent += each.count();
                }
                store.add(cells);
                ObservationExtent extent = store.extent(ACME);
                assertThat(extent.anonymous().cells()).isLessThanOrEqualTo(1000);
                assertThat(extent.identified().cells()).isLessThanOrEqualTo(1000);
                assertThat(
                                extent.anonymous().decisions()
                                        + extent.identified().decisions()
                                        + extent.anonymous().removedDecisions()
                                        + extent.identified().removedDecisions())
                        .isEqualTo(sent);
                isTrue(extent, all(store));
            }
            assertThat(store.extent(ACME).isComplete()).isFalse();
            assertThat(store.extent(ACME).anonymous().foldedDecisions()).isPositive();
        }
    }

    @Test
    void anonymousFloodLeavesPeopleAlone() {
        try (SqliteObservations store = open(SMALL)) {
            List<Observation> people = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                people.add(
                        cell(ACME, IpAddress.ipv4(0x0A00_0000 + i), HOUR, user("user" + i), 1, i));
            }
            store.add(people);
            for (int batch = 0; batch < 20; batch++) {
                store.add(flood(new Random(batch), 5000, HOUR));
            }

            assertThat(all(store)).containsAll(people);
            assertThat(store.extent(ACME).identified().isComplete()).isTrue();
            assertThat(store.extent(ACME).anonymous().decisions()).isEqualTo(100_000);
            assertThat(store.extent(ACME).anonymous().foldedDecisions()).isPositive();
        }
    }

    /* Whoever came often before the flood is still told apart, and still counted there. */
    @Test
    void addressesWithLargeCountsAreNotFoldedWithinTheirHour() {
        try (SqliteObservations store = open(SMALL)) {
            store.add(List.of(cell("192.0.2.200", HOUR, 40), cell("2001:db8::9", HOUR, 40)));
            store.add(flood(new Random(1), 5000, HOUR));
            store.add(List.of(cell("192.0.2.200", HOUR, 2)));

            assertThat(all(store).stream().filter(cell -> !cell.isFolded()))
                    .extracting(Observation::newest)
                    .contains(IpAddress.parse("192.0.2.200"), IpAddress.parse("2001:db8::9"));
            assertThat(store.biggest(ACME, HOUR, HOUR + 1, 10_000).stream())
                    .filteredOn(cell -> !cell.isFolded())
                    .extracting(Observation::count)
                    .contains(42L);
        }
    }

    @Test
    void firstTheHoursOfOldDaysBecomeOne() {
        try (SqliteObservations store = open(SMALL)) {
            long day = HOUR - HOUR % 24;
            for (int hour = 0; hour < 72; hour++) {
                List<Observation> cells = new ArrayList<>();
                for (int i = 0; i < 15; i++) {
                    cells.add(
                            cell(
                                    ACME,
                                    IpAddress.ipv4(0x0A00_0000 + i),
                                    day + hour,
                                    Principal.ANONYMOUS,
                                    1,
                                    hour));
                }
                store.add(cells);
            }

            List<Observation> cells = all(store);
            assertThat(decisions(cells)).isEqualTo(72 * 15);
            assertThat(cells).noneMatch(Observation::isFolded);
            Observation first = cells.getFirst();
            assertThat(first.hour()).isEqualTo(day);
            assertThat(first.count()).isEqualTo(24);
            assertThat(first.firstMillis()).isEqualTo(day * 3_600_000);
            assertThat(first.lastMillis()).isEqualTo((day + 23) * 3_600_000 + 23 + 10);
            assertThat(store.extent(ACME).anonymous().mergedDecisions()).isPositive();
            // A late arrival finds its day.
            store.add(List.of(cell("10.0.0.1", day + 5, 1)));
            assertThat(store.extent(ACME).anonymous().decisions()).isEqualTo(72 * 15 + 1);
            assertThat(all(store)).noneMatch(cell -> cell.hour() == day + 5);
        }
    }

    @Test
    void manyPrincipalsLoseTheirIdsBeforeAnythingIsLost() {
        try (SqliteObservations store = open(SMALL)) {
            List<Observation> cells = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                cells.add(cell(ACME, IpAddress.ipv4(i), HOUR, user("user" + i), 1, i));
            }
            store.add(cells);

            Share share = store.extent(ACME).identified();
            assertThat(share.decisions()).isEqualTo(5000);
            assertThat(share.namelessDecisions()).isPositive();
            assertThat(share.removedDecisions()).isZero();
            assertThat(all(store))
                    .filteredOn(cell -> cell.principal().id() == null)
                    .extracting(cell -> cell.principal().kind())
                    .containsOnly(PrincipalKind.USER);
        }
    }

    private static List<Observation> flood(Random random, int count, long hour) {
        List<Observation> cells = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            IpAddress address =
                    random.nextBoolean()
                            ? IpAddress.ipv4(random.nextInt())
                            : IpAddress.ipv6(
                                    0x2000_0000_0000_0000L | random.nextLong() >>> 3,
                                    random.nextLong());
            cells.add(cell(ACME, address, hour, Principal.ANONYMOUS, 1, i % 3_600_000));
        }
        return cells;
    }

    /**
     * The budget of the defaults: 10,000,000 random addresses in five hours, as drains bring them.
     */
    @Test
    void floodOfTenMillionAddressesStaysWithinTwentyMebibytes() throws IOException {
        long most = 0;
        try (SqliteObservations store = open(ObservationBudget.DEFAULT)) {
            for (int drain = 0; drain < 100; drain++) {
                store.add(flood(new Random(drain), 100_000, HOUR + drain / 20));
                most = Math.max(most, bytes());
            }
            assertThat(store.extent(ACME).anonymous().decisions()).isEqualTo(10_000_000);
            assertThat(decisions(all(store))).isEqualTo(10_000_000);
            System.out.println(
                    "10,000,000 random addresses: at most "
                            + most
                            + " bytes, extent "
                            + store.extent(ACME));
        }
        assertThat(most).isBetween(1L << 20, MOST_BYTES);
    }

    private long bytes() throws IOException {
        long sum = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    @Test
    void spaceIsGivenBack() throws IOException {
        try (SqliteObservations store = open(ObservationBudget.DEFAULT)) {
            for (int i = 0; i < 10; i++) {
                store.add(flood(new Random(i), 9000, HOUR + i));
            }
        }
        long full = bytes();
        try (SqliteObservations store = open(ObservationBudget.DEFAULT)) {
            assertThat(store.purge(HOUR + 9)).isEqualTo(81_000);
        }
        assertThat(bytes()).isLessThan(full / 4);
    }
}
