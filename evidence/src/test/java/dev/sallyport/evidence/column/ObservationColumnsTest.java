package dev.sallyport.evidence.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.FixedGeoData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of observations in columns: hours are merged, nothing is lost, rows are sorted. */
final class ObservationColumnsTest {

    private static final Principal ALICE =
            new Principal(PrincipalKind.USER, "alice", Set.of(), null, null);
    private static final Outcome REFUSED =
            new Outcome(
                    1,
                    Mode.ENFORCE,
                    Effect.DENY,
                    Effect.DENY,
                    new Reason.NotInAllowList(),
                    null,
                    null);

    private static ObservationColumns columns(Observation... observations) {
        ColumnsBuilder builder = ObservationColumns.builder();
        List.of(observations).forEach(builder::add);
        return builder.build(GeoData.none(), List.of());
    }

    private static Observation seen(long hour, String address, Principal principal) {
        IpAddress newest = IpAddress.parse(address);
        return Observed.at(
                hour, Observation.networkOf(newest), newest, Channel.OTHER, principal, 3);
    }

    @Test
    void hoursOfOneClientBecomeOneRow() {
        ObservationColumns columns =
                columns(
                        seen(24 * 100 + 5, "192.0.2.1", ALICE),
                        seen(24 * 98, "192.0.2.1", ALICE),
                        seen(24 * 98 + 7, "192.0.2.1", ALICE));

        assertThat(columns.size()).isEqualTo(1);
        assertThat(columns.requests(0)).isEqualTo(9);
        assertThat(columns.firstMillis(0)).isEqualTo(24 * 98 * 3_600_000L + 1);
        assertThat(columns.lastMillis(0)).isEqualTo((24 * 100 + 5) * 3_600_000L + 2);
        assertThat(columns.lastDay(0)).isEqualTo(100);
        assertThat(columns.dayBits(0)).isEqualTo(0b101);
        assertThat(columns.days(0)).isEqualTo(2);
    }

    @Test
    void daysFurtherBackThanTheWindowFallOff() {
        ObservationColumns columns =
                columns(
                        seen(24 * 100, "192.0.2.1", ALICE),
                        seen(24 * 163, "192.0.2.1", ALICE),
                        seen(24 * 99, "192.0.2.1", ALICE));

        assertThat(columns.dayBits(0)).isEqualTo(1L << 63 | 1);
        assertThat(
                        columns(
                                        seen(24 * 100, "192.0.2.1", ALICE),
                                        seen(24 * 164, "192.0.2.1", ALICE))
                                .dayBits(0))
                .isEqualTo(1);
    }

    @Test
    void anIpv6NetworkIsJudgedByItsNewestAddressInWhateverOrderItComes() {
        for (int turn = 0; turn < 2; turn++) {
            Observation older = seen(100, "2001:db8:1:2::7", ALICE);
            Observation newer = seen(101, "2001:db8:1:2:ffff::8", ALICE);
            ObservationColumns columns = turn == 0 ? columns(older, newer) : columns(newer, older);

            assertThat(columns.size()).isEqualTo(1);
            assertThat(columns.address(0)).isEqualTo(IpAddress.parse("2001:db8:1:2:ffff::8"));
            assertThat(columns.network(0)).isEqualTo(IpPrefix.parse("2001:db8:1:2::/64"));
        }
    }

    @Test
    void whatWasRefusedIsARowOfItsOwn() {
        Observation allowed = seen(100, "192.0.2.1", ALICE);
        Observation refused =
                new Observation(
                        allowed.tenant(),
                        allowed.hour(),
                        allowed.network(),
                        allowed.channel(),
                        allowed.principal(),
                        REFUSED,
                        allowed.newest(),
                        null,
                        0,
                        5,
                        allowed.firstMillis(),
                        allowed.lastMillis());
        ObservationColumns columns = columns(allowed, refused);

        assertThat(columns.size()).isEqualTo(2);
        assertThat(columns.wasRefused(0)).isFalse();
        assertThat(columns.requests(0)).isEqualTo(3);
        assertThat(columns.wasRefused(1)).isTrue();
        assertThat(columns.requests(1)).isEqualTo(5);
    }

    @Test
    void foldedAndUndeterminedRowsStandApartBehindTheOthers() {
        IpPrefix folded = IpPrefix.parse("192.0.2.0/24");
        ObservationColumns columns =
                columns(
                        Observed.at(1, folded, null, Channel.OTHER, ALICE, 4),
                        Observed.at(1, null, null, Channel.AMBIGUOUS, ALICE, 2),
                        seen(1, "2002:c000:201::1", ALICE),
                        seen(1, "2001:db8::1", ALICE),
                        seen(1, "198.51.100.1", ALICE));

        assertThat(columns.address(0)).isEqualTo(IpAddress.parse("198.51.100.1"));
        assertThat(columns.address(1)).isEqualTo(IpAddress.parse("2001:db8::1"));
        assertThat(columns.address(2)).isEqualTo(IpAddress.parse("2002:c000:201::1"));
        assertThat(columns.isUndetermined(3)).isTrue();
        assertThat(columns.network(3)).isNull();
        assertThat(columns.channel(3)).isEqualTo(Channel.AMBIGUOUS);
        assertThat(columns.isFolded(4)).isTrue();
        assertThat(columns.network(4)).isEqualTo(folded);
        assertThat(columns.address(4)).isNull();
    }

    @Test
    void countryAndOriginAreThoseOfTheDataNow() {
        CountryCode france = new CountryCode("FR");
        GeoData geoData =
                new FixedGeoData(
                        Set.of(IpFamily.IPV4),
                        Set.of(IpFamily.IPV4),
                        List.of(
                                new FixedGeoData.Place(
                                        IpPrefix.parse("192.0.2.0/24").toRange(), france, 64_500)),
                        "e");
        ObservationColumns before =
                columns(seen(1, "192.0.2.1", ALICE), seen(1, "2001:db8::1", ALICE));
        ObservationColumns columns = before.withGeoData(geoData);

        assertThat(before.country(0)).isNull();
        assertThat(before.asn(0)).isEmpty();
        assertThat(columns.country(0)).isEqualTo(france);
        assertThat(columns.asn(0)).hasValue(64_500);
        assertThat(columns.country(1)).isNull();
        assertThat(columns.asn(1)).isEmpty();
    }

    /* Against maps; enough rows that the table grows. */
    @Test
    void rowsAreSortedAndNothingIsLostInAnyOrder() {
        Chance chance = new Chance(99);
        List<Observation> observations = new ArrayList<>();
        TreeMap<IpAddress, Long> expected = new TreeMap<>();
        for (int i = 0; i < 30_000; i++) {
            IpAddress address =
                    chance.oneIn(3)
                            ? IpAddress.ipv6(chance.below(9_000) - 4_000L, 1L << 40)
                            : IpAddress.ipv4(chance.below(9_000) * 477_218);
            observations.add(
                    Observed.at(
                            chance.below(500),
                            Observation.networkOf(address),
                            address,
                            Channel.OTHER,
                            ALICE,
                            1 + i % 3));
            expected.merge(address, 1L + i % 3, Long::sum);
        }
        Collections.shuffle(observations, new Random(1));
        ObservationColumns columns = columns(observations.toArray(Observation[]::new));

        List<IpAddress> addresses = new ArrayList<>();
        for (int row = 0; row < columns.size(); row++) {
            IpAddress address = columns.address(row);
            assertThat(address).isNotNull();
            addresses.add(address);
            assertThat(columns.requests(row)).isEqualTo(expected.get(address));
        }
        // IPv6 addresses that embed others come last.
        List<IpAddress> sorted = new ArrayList<>(expected.keySet());
        assertThat(addresses).hasSameSizeAs(sorted).containsExactlyInAnyOrderElementsOf(sorted);
        assertThat(addresses.subList(0, columns.ipv6End)).isSorted();
        assertThat(columns.size()).isGreaterThan(10_000);
    }

    @Test
    void observationsOfTwoTenantsAreRefused() {
        Observation one = seen(1, "192.0.2.1", ALICE);
        Observation other =
                new Observation(
                        new TenantId("other"),
                        1,
                        one.network(),
                        one.channel(),
                        ALICE,
                        Outcome.UNDECIDED,
                        one.newest(),
                        null,
                        0,
                        1,
                        1,
                        1);

        assertThatThrownBy(() -> columns(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two tenants");
    }
}
