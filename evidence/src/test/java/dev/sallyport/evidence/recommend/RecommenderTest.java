package dev.sallyport.evidence.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import dev.sallyport.evidence.column.ColumnsBuilder;
import dev.sallyport.evidence.column.ObservationColumns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as evidence, what is proposed of it and what is said about the rest. */
final class RecommenderTest {

    private static final Outcome REFUSED =
            new Outcome(
                    1,
                    Mode.ENFORCE,
                    Effect.DENY,
                    Effect.DENY,
                    new Reason.NotInAllowList(),
                    null,
                    null);

    private final ColumnsBuilder builder = ObservationColumns.builder();

    private RecommenderTest seen(PrincipalKind kind, String id, String address, int... days) {
        return seen(kind, id, address, Outcome.UNDECIDED, days);
    }

    private RecommenderTest seen(
            PrincipalKind kind, String id, String address, Outcome outcome, int... days) {
        IpAddress client = IpAddress.parse(address);
        for (int day : days) {
            long hour = 24L * day + 9;
            builder.add(
                    new Observation(
                            new TenantId("acme"),
                            hour,
                            Observation.networkOf(client),
                            Channel.OTHER,
                            new Principal(kind, id, Set.of(), null, null),
                            outcome,
                            client,
                            null,
                            0,
                            100,
                            hour * Observation.HOUR_MILLIS,
                            hour * Observation.HOUR_MILLIS));
        }
        return this;
    }

    private RecommenderTest person(String id, String address, int... days) {
        return seen(PrincipalKind.USER, id, address, days);
    }

    private Recommendation propose(Terms terms) {
        return Recommender.recommend(Evidence.of(builder.build(GeoData.none(), List.of())), terms);
    }

    private static List<String> prefixes(Recommendation proposal) {
        return proposal.entries().stream().map(entry -> entry.prefix().toString()).toList();
    }

    @Test
    void anOfficeIsProposedAsOneEntryWhereEntriesAreFew() {
        person("a", "192.0.2.1", 1, 2, 3).person("b", "192.0.2.2", 1, 2);
        person("a", "2001:db8::7", 1, 2).person("a", "2001:db8:0:1::7", 3, 4);
        Recommendation proposal = propose(Terms.of(new Budget(2, 24, 56, 1_000)));

        assertThat(prefixes(proposal)).containsExactly("192.0.2.0/30", "2001:db8::/63");
        assertThat(proposal.covered()).isEqualTo(proposal.total()).isEqualTo(9);
        assertThat(proposal.space()).isEqualTo(4 + 2);
        assertThat(proposal.entries().getFirst())
                .isEqualTo(new Recommendation.Entry(IpPrefix.parse("192.0.2.0/30"), 5, 4, 2, 2));
        assertThat(proposal.leftOutPeople()).isEmpty();
        assertThat(proposal.leftOutNetworks()).isEmpty();
    }

    @Test
    void onlySuccessfulRequestsOfThoseKnownByNameAreEvidence() {
        person("a", "192.0.2.1", 1, 2);
        seen(PrincipalKind.CLIENT, "p", "192.0.2.9", 1, 2);
        seen(PrincipalKind.SUPPORT, "s", "198.51.100.1", 1, 2);
        seen(PrincipalKind.USER, "b", "198.51.100.2", REFUSED, 1, 2, 3);
        builder.add(
                new Observation(
                        new TenantId("acme"),
                        30,
                        IpPrefix.parse("198.51.100.3/32"),
                        Channel.OTHER,
                        Principal.ANONYMOUS,
                        Outcome.UNDECIDED,
                        IpAddress.parse("198.51.100.3"),
                        null,
                        0,
                        1_000_000,
                        1,
                        2));
        Recommendation proposal = propose(Terms.of(Budget.USUAL));

        assertThat(prefixes(proposal)).containsExactly("192.0.2.1/32", "192.0.2.9/32");
        assertThat(proposal.total()).isEqualTo(4);
    }

    @Test
    void whatWasSeenOnceMakesNoEntryUnlessAsked() {
        person("a", "192.0.2.1", 1, 2).person("b", "198.51.100.1", 5);
        Recommendation proposal = propose(Terms.of(Budget.USUAL));

        assertThat(prefixes(proposal)).containsExactly("192.0.2.1/32");
        assertThat(proposal.once()).isEqualTo(1);
        assertThat(proposal.leftOutPeople())
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.principal().id()).isEqualTo("b");
                    assertThat(person.leftOut()).isEqualTo(1);
                    assertThat(person.total()).isEqualTo(1);
                });
        assertThat(proposal.leftOutNetworks().getFirst().network())
                .isEqualTo(IpPrefix.parse("198.51.100.0/24"));
        assertThat(prefixes(propose(new Terms(Budget.USUAL, 1, Map.of(), Set.of()))))
                .containsExactly("192.0.2.1/32", "198.51.100.1/32");
    }

    @Test
    void sharedEgressIsReportedApartAndProposedOnlyIfWanted() {
        person("a", "100.64.3.4", 1, 2, 3).person("a", "10.1.2.3", 1, 2);
        person("a", "203.0.113.7", 1, 2).person("b", "203.0.113.8", 1, 2);
        person("b", "203.0.113.4", 1, 2, 3);
        Map<String, IpSet> relays =
                Map.of("relay", IpSet.ofPrefixes(List.of(IpPrefix.parse("203.0.113.7/32"))));
        Terms terms = new Terms(new Budget(1, 24, 48, 1_000), 2, relays, Set.of());
        Recommendation proposal = propose(terms);

        assertThat(prefixes(proposal))
                .as("an entry of both would open the relay")
                .containsExactly("203.0.113.4/32");
        assertThat(proposal.shared())
                .containsExactly(
                        new Recommendation.Shared("carrier-grade-nat", 3, 1, 1),
                        new Recommendation.Shared("private", 2, 1, 1),
                        new Recommendation.Shared("relay", 2, 1, 1));
        assertThat(
                        prefixes(
                                propose(
                                        new Terms(
                                                new Budget(2, 24, 48, 1_000),
                                                2,
                                                relays,
                                                Set.of("relay", "carrier-grade-nat")))))
                .containsExactly("100.64.3.4/32", "203.0.113.0/28");
    }

    @Test
    void aNetworkInWhichOneAddressIsSharedIsShared() {
        person("a", "2001:db8:9::1", 1, 2);
        Terms terms =
                new Terms(
                        Budget.USUAL,
                        2,
                        Map.of(
                                "relay",
                                IpSet.ofPrefixes(List.of(IpPrefix.parse("2001:db8:9::77/128")))),
                        Set.of());
        Recommendation proposal = propose(terms);

        assertThat(proposal.entries()).isEmpty();
        assertThat(proposal.shared()).containsExactly(new Recommendation.Shared("relay", 2, 1, 1));
        assertThat(proposal.leftOutNetworks()).isEmpty();
    }

    @Test
    void whatIsTooFarApartOrTooLargeIsLeftOut() {
        person("a", "192.0.2.1", 1, 2, 3, 4).person("b", "192.0.2.200", 1, 2);
        person("c", "198.51.100.1", 1, 2);
        Recommendation proposal = propose(Terms.of(new Budget(1, 24, 48, 100)));

        assertThat(prefixes(proposal)).containsExactly("192.0.2.1/32");
        assertThat(proposal.leftOutPeople())
                .extracting(person -> person.principal().id())
                .containsExactly("b", "c");
        assertThat(prefixes(propose(Terms.of(new Budget(1, 24, 48, 256)))))
                .containsExactly("192.0.2.0/24");
    }

    @Test
    void nothingIsProposedOfNothing() {
        Recommendation proposal = propose(Terms.of(Budget.USUAL));

        assertThat(proposal.entries()).isEmpty();
        assertThat(proposal.total()).isZero();
    }

    @Test
    void budgetsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Budget(0, 24, 48, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Budget(1, 33, 48, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Budget(1, 24, 15, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Budget(1, 24, 48, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Terms(Budget.USUAL, 65, Map.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
