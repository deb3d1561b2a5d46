package dev.sallyport.store;

import static dev.sallyport.store.ObservationSamples.ACME;
import static dev.sallyport.store.ObservationSamples.ALICE;
import static dev.sallyport.store.ObservationSamples.HOUR;
import static dev.sallyport.store.ObservationSamples.ZETA;
import static dev.sallyport.store.ObservationSamples.cell;
import static dev.sallyport.store.ObservationSamples.drawn;
import static dev.sallyport.store.ObservationSamples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of the port for observations does. */
abstract class ObservationsContract {

    private static final IpAddress HOME = IpAddress.parse("203.0.113.7");

    abstract ObservationStore store();

    private List<Observation> all(TenantId tenant) {
        List<Observation> cells = new ArrayList<>();
        store().read(tenant, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, cells::add);
        return cells;
    }

    @Test
    void cellsComeOutAsTheyWentIn() {
        Random random = new Random(1);
        Map<Object, Observation> sent = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            Observation each = drawn(random, ACME, 1_000_000);
            sent.putIfAbsent(key(each), each);
        }

        store().add(sent.values());

        assertThat(all(ACME)).containsExactlyInAnyOrderElementsOf(sent.values());
        assertThat(all(ZETA)).isEmpty();
    }

    private static List<Object> key(Observation cell) {
        List<Object> key = new ArrayList<>();
        Collections.addAll(
                key,
                cell.tenant(),
                cell.hour(),
                cell.network(),
                cell.channel(),
                cell.principal(),
                cell.outcome());
        return key;
    }

    /* Sums of the independent kind: a map, written down here. */
    @Test
    void equalCellsAddUp() {
        Random random = new Random(2);
        Map<Object, long[]> expected = new HashMap<>();
        for (int batch = 0; batch < 20; batch++) {
            List<Observation> cells = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                Observation each = drawn(random, i % 2 == 0 ? ACME : ZETA, 20);
                cells.add(each);
                long[] sums =
                        expected.computeIfAbsent(
                                key(each), k -> new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE});
                sums[0] += each.count();
                sums[1] = Math.min(sums[1], each.firstMillis());
                sums[2] = Math.max(sums[2], each.lastMillis());
            }
            store().add(cells);
        }

        int seen = 0;
        for (TenantId tenant : List.of(ACME, ZETA)) {
            for (Observation cell : all(tenant)) {
                assertThat(expected.get(key(cell)))
                        .containsExactly(cell.count(), cell.firstMillis(), cell.lastMillis());
                seen++;
            }
        }
        assertThat(seen).isEqualTo(expected.size()).isGreaterThan(5000);
    }

    @Test
    void newestAddressOfAnIpv6NetworkIsThatOfTheLater() {
        IpAddress early = IpAddress.parse("2001:db8::1");
        IpAddress late = IpAddress.parse("2001:db8::ffff:0:0:2");
        store().add(List.of(cell(ACME, late, HOUR, ALICE, 1, 500)));
        store().add(List.of(cell(ACME, early, HOUR, ALICE, 1, 0)));

        assertThat(all(ACME))
                .singleElement()
                .satisfies(cell -> {
                    assertThat(cell.newest()).isEqualTo(late);
                    assertThat(cell.count()).isEqualTo(2);
                    assertThat(cell.firstMillis()).isEqualTo(HOUR * 3_600_000);
                    assertThat(cell.lastMillis()).isEqualTo(HOUR * 3_600_000 + 510);
                });
    }

    @Test
    void windowsHoldTheirFirstHourAndNotTheirLast() {
        for (int i = 0; i < 5; i++) {
            store().add(List.of(cell("192.0.2.1", HOUR + i, 1)));
        }
        List<Long> hours = new ArrayList<>();
        store().read(ACME, HOUR + 1, HOUR + 3, cell -> hours.add(cell.hour()));

        assertThat(hours).containsExactly(HOUR + 1, HOUR + 2);
    }

    @Test
    void pagesHoldEveryCellOnce() {
        Random random = new Random(3);
        List<Observation> cells = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            cells.add(drawn(random, ACME, 100_000));
        }
        store().add(cells);
        List<Observation> paged = new ArrayList<>();
        String after = "";
        do {
            ObservationStore.Page page = store().newest(ACME, HOUR, HOUR + 1000, after, 37);
            paged.addAll(page.cells());
            after = page.next();
        } while (!after.isEmpty());

        assertThat(paged).containsExactlyInAnyOrderElementsOf(all(ACME));
        assertThat(paged).isSortedAccordingTo((a, b) -> Long.compare(b.hour(), a.hour()));
    }

    @Test
    void biggestComeFirst() {
        store().add(
                        List.of(
                                cell("192.0.2.1", HOUR, 5),
                                cell("192.0.2.2", HOUR, 50),
                                cell("192.0.2.3", HOUR + 9, 500)));

        assertThat(store().biggest(ACME, HOUR, HOUR + 5, 1))
                .extracting(Observation::count)
                .containsExactly(50L);
    }

    @Test
    void extentAddsUp() {
        assertThat(store().extent(ACME)).isEqualTo(ObservationExtent.NOTHING);
        store().add(
                        List.of(
                                cell("192.0.2.1", HOUR, 5),
                                cell(ACME, HOME, HOUR + 3, ALICE, 7, 0),
                                cell(ACME, HOME, HOUR + 3, user("bob"), 1, 0)));

        ObservationExtent extent = store().extent(ACME);

        assertThat(extent.firstHour()).isEqualTo(HOUR);
        assertThat(extent.lastHour()).isEqualTo(HOUR + 3);
        assertThat(extent.anonymous()).isEqualTo(new ObservationExtent.Share(1, 5, 0, 0, 0, 0, 0));
        assertThat(extent.identified()).isEqualTo(new ObservationExtent.Share(2, 8, 0, 0, 0, 0, 0));
        assertThat(extent.isComplete()).isTrue();
    }

    @Test
    void onePersonIsErasedWithAllItsRoles() {
        Principal other = new Principal(PrincipalKind.USER, "alice", Set.of(), null, null);
        store().add(
                        List.of(
                                cell(ACME, HOME, HOUR, ALICE, 1, 0),
                                cell(ACME, HOME, HOUR, other, 1, 0),
                                cell(ACME, HOME, HOUR, user("bob"), 1, 0),
                                cell(ZETA, HOME, HOUR, ALICE, 1, 0)));

        assertThat(store().erase(ACME, new PrincipalReference(PrincipalKind.USER, "alice")))
                .isEqualTo(2);

        assertThat(all(ACME)).extracting(Observation::principal).containsExactly(user("bob"));
        assertThat(all(ZETA)).hasSize(1);
        assertThat(store().extent(ACME).identified().cells()).isEqualTo(1);
        assertThat(store().erase(ACME, new PrincipalReference(PrincipalKind.CLIENT, "bob")))
                .isZero();
    }

    @Test
    void renamedPrincipalsBecomeOneWhereTheyMeet() {
        store().add(
                        List.of(
                                cell(ACME, HOME, HOUR, ALICE, 1, 0),
                                cell(ACME, HOME, HOUR, user("p-1"), 2, 700),
                                cell(ACME, HOME, HOUR + 1, ALICE, 4, 0),
                                cell(ACME, HOME, HOUR, Principal.ANONYMOUS, 8, 0),
                                cell(ZETA, HOME, HOUR, ALICE, 16, 0)));

        store().rename(ACME, who -> "alice".equals(who.id()) ? user("p-1") : who);

        assertThat(all(ACME))
                .extracting(Observation::principal, Observation::count)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(user("p-1"), 3L),
                        org.assertj.core.groups.Tuple.tuple(user("p-1"), 4L),
                        org.assertj.core.groups.Tuple.tuple(Principal.ANONYMOUS, 8L));
        assertThat(all(ZETA)).extracting(Observation::principal).containsExactly(ALICE);
        assertThat(store().extent(ACME).identified().decisions()).isEqualTo(7);
        assertThat(store().extent(ACME).identified().cells()).isEqualTo(2);
    }

    @Test
    void tenantsGoAndTimePasses() {
        store().add(
                        List.of(
                                cell("192.0.2.1", HOUR, 1),
                                cell("192.0.2.1", HOUR + 1, 1),
                                cell(ZETA, HOME, HOUR, ALICE, 1, 0)));

        assertThat(store().purge(HOUR + 1)).isEqualTo(2);
        assertThat(all(ACME)).hasSize(1);
        assertThat(all(ZETA)).isEmpty();

        store().remove(ACME);
        assertThat(all(ACME)).isEmpty();
        assertThat(store().extent(ACME)).isEqualTo(ObservationExtent.NOTHING);
    }

    @Test
    void sameImportCountsOnce() {
        List<Observation> cells = List.of(cell("192.0.2.1", HOUR, 3));

        assertThat(store().addOnce(ACME, "file-1", cells)).isTrue();
        assertThat(store().addOnce(ACME, "file-1", cells)).isFalse();
        assertThat(store().addOnce(ACME, "file-2", cells)).isTrue();
        assertThat(all(ACME)).extracting(Observation::count).containsExactly(6L);

        store().remove(ACME);
        assertThat(store().addOnce(ACME, "file-1", cells)).isTrue();
    }
}
