package dev.sallyport.control.people;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static dev.sallyport.control.Fixture.code;
import static dev.sallyport.control.Fixture.done;
import static dev.sallyport.control.Fixture.operator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sightings count once; what is kept is bounded, goes with time, and can be forgotten. */
final class PeopleTest {

    private static final PrincipalReference ALICE =
            new PrincipalReference(PrincipalKind.USER, "alice");

    private final Fixture fixture = new Fixture();
    private final People people = people(PeopleLimits.DEFAULT, PeopleSource.UNKNOWN);

    private People people(PeopleLimits limits, PeopleSource gate) {
        return new People(fixture.transactions, limits, Set.of("admin"), gate, Traces.NONE);
    }

    private static Sighting sighting(String id, String address, Instant at, String... roles) {
        return new Sighting(
                new PrincipalReference(PrincipalKind.USER, id),
                Set.of(roles),
                IpAddress.parse(address),
                at,
                true,
                null);
    }

    private SightingReport report(Sighting... sightings) {
        return done(people.report(ACME, List.of(sightings), NOW));
    }

    private List<SeenPrincipal> seen() {
        return done(people.seen(ACME, null, 1000, NOW)).items();
    }

    /** The newest address, role and instant win, whatever the order in which they are reported. */
    @Test
    void sightingsInOneNetworkAreSummedUp() {
        Instant noon = NOW.minusSeconds(3600);
        report(
                sighting("alice", "2001:db8::2", noon, "admin"),
                sighting("alice", "2001:db8::1", noon.minusSeconds(60), "guest"),
                sighting("alice", "2001:db8:0:1::1", noon.minusSeconds(120)),
                sighting("bob", "192.0.2.1", noon));

        List<SeenPrincipal> seen = seen();
        assertThat(seen).hasSize(2);
        SeenPrincipal alice = seen.getFirst();
        assertThat(alice.principal()).isEqualTo(ALICE);
        assertThat(alice.isAdmin()).isTrue();
        assertThat(alice.lastSeen()).isEqualTo(noon);
        assertThat(alice.firstSeen()).isEqualTo(noon.minusSeconds(120));
        assertThat(alice.from()).hasSize(2);
        SeenFrom newest = alice.from().getFirst();
        assertThat(newest.address()).hasToString("2001:db8::2");
        assertThat(newest.network()).hasToString("2001:db8::/64");
        assertThat(newest.successes()).isEqualTo(2);
        assertThat(seen.getLast().isAdmin()).isFalse();
        assertThat(seen.getLast().from().getFirst().network()).hasToString("192.0.2.1/32");
    }

    /** A failure is reported without roles, because nobody has proved to have them. */
    @Test
    void whoeverGuessesAPasswordMakesNobodyLessAnAdmin() {
        Instant noon = NOW.minusSeconds(3600);
        Sighting guess = sighting("alice", "192.0.2.1", noon.plusSeconds(1));
        Sighting elsewhere = sighting("alice", "198.51.100.1", noon.plusSeconds(2));
        report(
                sighting("alice", "192.0.2.1", noon, "admin"),
                with(guess, false, null),
                with(elsewhere, false, null));
        assertThat(seen().getFirst().isAdmin()).isTrue();
        assertThat(seen().getFirst().roles()).containsExactly("admin");
        assertThat(seen().getFirst().lastSeen()).isEqualTo(noon.plusSeconds(2));

        report(sighting("alice", "192.0.2.1", noon.plusSeconds(3), "guest"));
        assertThat(seen().getFirst().isAdmin()).isFalse();
    }

    /** Batches that are repeated, overlap or come in another order count every sighting once. */
    @Test
    void aSightingCountsOnceHoweverItIsReported() {
        List<Sighting> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(sighting("u" + i % 7, "192.0.2." + i % 11, NOW.minusSeconds(i)));
        }
        long seed = 20_261_122;
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < 30; round++) {
            Collections.shuffle(all, random);
            int from = random.nextInt(100);
            SightingReport report =
                    done(people.report(ACME, all.subList(from, from + random.nextInt(100)), NOW));
            accepted += report.accepted();
        }
        accepted += done(people.report(ACME, all, NOW)).accepted();

        assertThat(accepted).as("seed " + seed).isEqualTo(200);
        assertThat(done(people.report(ACME, all, NOW)).duplicate()).isEqualTo(200);
        long counted =
                seen().stream()
                        .flatMap(each -> each.from().stream())
                        .mapToLong(each -> each.successes() + each.failures())
                        .sum();
        assertThat(counted).isEqualTo(200);
    }

    @Test
    void whatTellsSightingsApart() {
        Sighting one = sighting("alice", "192.0.2.1", NOW);
        assertThat(report(one, one).duplicate()).isEqualTo(1);
        assertThat(report(with(one, false, null)).accepted()).isEqualTo(1);
        assertThat(report(with(one, true, "second")).accepted()).isEqualTo(1);
        assertThat(report(with(one, true, "second")).duplicate()).isEqualTo(1);
        assertThat(report(sighting("alice", "192.0.2.1", NOW, "other role")).duplicate())
                .isEqualTo(1);
        assertThat(report(sighting("alice", "192.0.2.1", NOW.plusNanos(10))).duplicate())
                .isEqualTo(1);
        assertThat(seen().getFirst().from().getFirst().failures()).isEqualTo(1);
    }

    private static Sighting with(Sighting sighting, boolean success, @Nullable String id) {
        return new Sighting(
                sighting.principal(),
                sighting.roles(),
                sighting.address(),
                sighting.at(),
                success,
                id);
    }

    @Test
    void sightingsOutOfTimeAreRefusedOneByOne() {
        SightingReport report =
                report(
                        sighting("alice", "192.0.2.1", NOW.plus(Duration.ofMinutes(5))),
                        sighting("alice", "192.0.2.1", NOW.plus(Duration.ofMinutes(6))),
                        sighting("alice", "192.0.2.1", NOW.minus(Duration.ofDays(30))),
                        sighting("alice", "192.0.2.1", NOW.minus(Duration.ofDays(31))));

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.refusals())
                .containsExactly(
                        new SightingReport.Refusal(1, SightingReport.Cause.IN_FUTURE),
                        new SightingReport.Refusal(3, SightingReport.Cause.TOO_OLD));
    }

    /** Pairs and keys are bounded; what was forgotten is never counted a second time. */
    @Test
    void whatIsKeptIsBounded() {
        People small =
                people(new PeopleLimits(Duration.ofDays(30), 10, 1000), PeopleSource.UNKNOWN);
        List<Sighting> first = new ArrayList<>();
        List<Sighting> second = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            first.add(sighting("u" + i, "192.0.2.1", NOW.minusSeconds(5000 - i)));
            second.add(sighting("v" + i, "192.0.2.1", NOW.minusSeconds(2000 - i)));
        }
        SightingReport one = done(small.report(ACME, first, NOW));
        assertThat(one.accepted()).isEqualTo(1000);
        assertThat(one.forgotten()).isEqualTo(990);
        assertThat(done(small.report(ACME, second, NOW)).accepted()).isEqualTo(1000);

        SightingReport again = done(small.report(ACME, first, NOW));
        assertThat(again.accepted()).isZero();
        assertThat(again.refusals()).hasSize(1000);
        assertThat(done(small.report(ACME, second, NOW)).duplicate()).isEqualTo(1000);
        assertThat(done(small.seen(ACME, null, 1000, NOW)).items())
                .extracting(each -> each.principal().id())
                .containsExactlyInAnyOrder(
                        "v990", "v991", "v992", "v993", "v994", "v995", "v996", "v997", "v998",
                        "v999");
    }

    @Test
    void aPrincipalIsForgottenWithoutBeingNamed() {
        report(sighting("alice", "192.0.2.1", NOW), sighting("alice", "192.0.2.2", NOW));
        assertThat(done(people.forget(ACME, ALICE, operator()))).isEqualTo(2);

        assertThat(seen()).isEmpty();
        assertThat(code(people.forget(ACME, ALICE, operator()))).isEqualTo("principal.unknown");
        assertThat(report(sighting("alice", "192.0.2.1", NOW)).duplicate()).isEqualTo(1);
        List<AuditRecord> audit =
                fixture.transactions.read(all -> all.audit().before(Long.MAX_VALUE, 1, ACME));
        assertThat(audit.getFirst().event().action()).hasToString("principal.forgotten");
        assertThat(audit.getFirst().event().target()).isEqualTo("user:");
    }

    @Test
    void pagesMeet() {
        List<Sighting> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add(sighting("u%02d".formatted(i), "192.0.2." + i, NOW));
        }
        done(people.report(ACME, all, NOW));

        List<String> ids = new ArrayList<>();
        PrincipalReference after = null;
        for (int page = 0; page < 3; page++) {
            Page<SeenPrincipal> found = done(people.seen(ACME, after, 10, NOW));
            found.items().forEach(each -> ids.add(each.principal().id()));
            String next = found.next();
            after = next == null ? null : PrincipalKinds.parse(next).orElseThrow();
        }
        assertThat(after).isNull();
        assertThat(ids).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsOldIsPurged() {
        report(sighting("alice", "192.0.2.1", NOW.minus(Duration.ofDays(29))));
        report(sighting("bob", "192.0.2.1", NOW));
        assertThat(people.purge(NOW)).isZero();
        assertThat(people.purge(NOW.plus(Duration.ofDays(2)))).isEqualTo(2);
        assertThat(seen()).extracting(each -> each.principal().id()).containsExactly("bob");
    }

    @Test
    void byWhatPeopleAreKnown() {
        assertThat(people.source(ACME, NOW)).isEqualTo(PeopleSource.UNKNOWN);
        report(sighting("alice", "192.0.2.1", NOW));
        assertThat(people.source(ACME, NOW)).isEqualTo(PeopleSource.SIGHTINGS);
        assertThat(people.source(ACME, NOW.plus(Duration.ofDays(31))))
                .isEqualTo(PeopleSource.UNKNOWN);
        assertThat(people.source(new TenantId("other"), NOW)).isEqualTo(PeopleSource.UNKNOWN);
        assertThat(people(PeopleLimits.DEFAULT, PeopleSource.HEADERS).source(ACME, NOW))
                .isEqualTo(PeopleSource.HEADERS);
    }

    @Test
    void anUnknownTenantHasNobody() {
        TenantId nobody = new TenantId("nobody");
        assertThat(code(people.report(nobody, List.of(), NOW))).isEqualTo("tenant.unknown");
        assertThat(code(people.seen(nobody, null, 10, NOW))).isEqualTo("tenant.unknown");
        assertThat(code(people.forget(nobody, ALICE, operator()))).isEqualTo("tenant.unknown");
    }
}
