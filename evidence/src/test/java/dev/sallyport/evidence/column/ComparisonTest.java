package dev.sallyport.evidence.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.evidence.Observation;
import dev.sallyport.testkit.FixedGeoData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two candidates side by side: who is hit, by whom and where, and what an edit touches. */
final class ComparisonTest {

    private static final long AT = 1_800_000_000_000L;
    private static final Channel UI = Channel.of(new ChannelId("ui"));

    private static Principal user(String id) {
        return new Principal(PrincipalKind.USER, id, Set.of(), "portal", null);
    }

    private static TenantSnapshot allowing(GeoData geoData, String... sources) {
        List<Entry> entries = new ArrayList<>();
        for (String source : sources) {
            entries.add(
                    Entry.of(
                            new EntryId("e" + entries.size()),
                            source.length() == 2
                                    ? new Source.Country(new CountryCode(source))
                                    : new Source.Network(IpPrefix.parse(source))));
        }
        Rule rule =
                new Rule(
                        new RuleId("office"),
                        "",
                        Effect.ALLOW,
                        entries,
                        List.of(),
                        Scope.ALL,
                        Life.ALWAYS,
                        false);
        TenantState state =
                new TenantState(
                        Observed.TENANT,
                        1,
                        1,
                        new Policy(Mode.MONITOR, ClientAuthorization.IGNORE, List.of(rule)),
                        null,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        geoData,
                        List.of(),
                        DeploymentSwitch.ENFORCE);
        return TenantSnapshot.compile(state, AT);
    }

    private static ColumnsBuilder traffic() {
        ColumnsBuilder builder = ObservationColumns.builder();
        for (int host = 0; host < 200; host++) {
            builder.add(
                    Observed.of(IpAddress.ipv4(0xC000_0200 + host), UI, user("u" + host % 10), 1));
        }
        for (int network = 0; network < 100; network++) {
            builder.add(
                    Observed.of(
                            IpAddress.ipv6(0x2001_0db8_0001_0000L + network, 7),
                            UI,
                            user("u10"),
                            2));
        }
        return builder;
    }

    @Test
    void sharesNameThoseWhoAreHit() {
        ObservationColumns columns = traffic().build(GeoData.none(), List.of());
        Judgement before = Judgement.of(columns, allowing(GeoData.none(), "192.0.2.0/24"), AT);
        Judgement after =
                Judgement.of(
                        columns, allowing(GeoData.none(), "192.0.2.0/25", "2001:db8:1::/48"), AT);
        Comparison comparison = Comparison.of(before, after);

        assertThat(comparison.tally())
                .isEqualTo(
                        new Tally(
                                new Tally.Count(128, 128),
                                new Tally.Count(0, 0),
                                new Tally.Count(72, 72),
                                new Tally.Count(100, 200),
                                new Tally.Count(0, 0)));
        Shares shares = comparison.shares();
        List<Share<PrincipalReference>> people = shares.byPrincipal(100);
        assertThat(people).hasSize(11);
        assertThat(people.getFirst().key())
                .isEqualTo(new PrincipalReference(PrincipalKind.USER, "u8"));
        assertThat(people.getFirst().tally().newlyDenied()).isEqualTo(new Tally.Count(8, 8));
        assertThat(people.getLast().key().id()).isEqualTo("u10");
        assertThat(shares.byPrincipal(3)).hasSize(3);
        assertThat(shares.byNetwork(9))
                .extracting(share -> share.key().toString())
                .containsExactly("192.0.2.0/24", "2001:db8:1::/48");
        assertThat(shares.byClient(9)).extracting(Share::key).containsExactly("portal");
        assertThat(shares.byChannel(9)).extracting(Share::key).containsExactly(UI);
        assertThat(shares.byCountry(9)).isEmpty();
        assertThat(shares.byAsn(9)).isEmpty();
    }

    @Test
    void anEditTouchesOnlyTheRowsOfItsInterval() {
        ObservationColumns columns = traffic().build(GeoData.none(), List.of());
        Judgement before = Judgement.of(columns, allowing(GeoData.none(), "192.0.2.0/24"), AT);
        Judgement revised =
                before.revise(allowing(GeoData.none(), "192.0.2.0/24", "192.0.2.128/25"));
        assertThat(revised.judgedRows()).as("nothing changes for anybody").isZero();

        Judgement edited =
                before.revise(allowing(GeoData.none(), "192.0.2.0/25", "192.0.2.128/26"));
        assertThat(edited.judgedRows()).isEqualTo(8);
        assertThat(edited.deniedRows()).isEqualTo(before.deniedRows() + 8);
        assertThat(edited.deniedRequests()).isEqualTo(before.deniedRequests() + 8);
    }

    @Test
    void aFoldedNetworkIsUncertainWhereNotAllOfItIsJudgedAlike() {
        ObservationColumns columns =
                ObservationColumns.builder()
                        .add(folded("192.0.2.0/24"))
                        .add(folded("2001:db8:1::/48"))
                        .add(folded("2001:db8:2::/48"))
                        .add(folded("2002:c000:200::/48"))
                        .build(GeoData.none(), List.of());
        Judgement whole =
                Judgement.of(
                        columns, allowing(GeoData.none(), "192.0.0.0/16", "2001:db8:1::/48"), AT);
        assertThat(whole.isDenied(0)).isFalse();
        assertThat(whole.isUncertain(0)).isFalse();
        assertThat(whole.isDenied(1)).isFalse();
        assertThat(whole.isDenied(2)).isTrue();
        assertThat(whole.isUncertain(3)).as("each address embeds another").isTrue();

        Judgement part = whole.revise(allowing(GeoData.none(), "192.0.2.0/25", "2001:db8:1::/49"));
        assertThat(part.isUncertain(0)).isTrue();
        assertThat(part.isUncertain(1)).isTrue();
        assertThat(part.isDenied(2)).isTrue();
        assertThat(Comparison.of(whole, part).tally().uncertain().rows()).isEqualTo(3);
    }

    @Test
    void bordersOfCountriesCutFoldedNetworks() {
        GeoData geoData =
                new FixedGeoData(
                        Set.of(IpFamily.IPV4, IpFamily.IPV6),
                        Set.of(),
                        List.of(
                                new FixedGeoData.Place(
                                        IpPrefix.parse("192.0.2.0/25").toRange(),
                                        new CountryCode("FR"),
                                        0)),
                        "e");
        ObservationColumns columns =
                ObservationColumns.builder()
                        .add(folded("192.0.2.0/24"))
                        .add(folded("192.0.3.0/24"))
                        .add(folded("2001:db8:1::/48"))
                        .build(geoData, List.of());
        Judgement judgement = Judgement.of(columns, allowing(geoData, "FR"), AT);

        assertThat(judgement.isUncertain(0)).isTrue();
        assertThat(judgement.isDenied(1)).isTrue();
        assertThat(judgement.isUncertain(2)).isTrue();
    }

    private static Observation folded(String network) {
        return Observed.at(1, IpPrefix.parse(network), null, UI, user("u"), 1);
    }

    @Test
    void sharesByCountryAndOriginAreThoseOfTheDataNow() {
        GeoData geoData =
                new FixedGeoData(
                        Set.of(IpFamily.IPV4),
                        Set.of(IpFamily.IPV4),
                        List.of(
                                new FixedGeoData.Place(
                                        IpPrefix.parse("192.0.2.0/25").toRange(),
                                        new CountryCode("FR"),
                                        64_500)),
                        "e");
        ObservationColumns columns = traffic().build(geoData, List.of());
        Judgement before = Judgement.of(columns, allowing(geoData, "192.0.2.0/24"), AT);
        Judgement after = Judgement.of(columns, allowing(geoData, "FR"), AT);
        Shares shares = Comparison.of(before, after).shares();

        assertThat(shares.byCountry(9))
                .extracting(share -> share.key().value())
                .containsExactly("ZZ", "FR");
        assertThat(shares.byCountry(9).getFirst().tally().newlyDenied().requests()).isEqualTo(72);
        assertThat(shares.byAsn(9)).extracting(Share::key).containsExactly(64_500L);
        assertThat(shares.byAsn(9).getFirst().tally().stillAllowed().rows()).isEqualTo(128);
    }

    @Test
    void otherGeoDataIsRefused() {
        ObservationColumns columns = traffic().build(GeoData.none(), List.of());
        GeoData other = new FixedGeoData(Set.of(), Set.of(), List.of(), "e");

        assertThatThrownBy(() -> Judgement.of(columns, allowing(other, "192.0.2.0/24"), AT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("geo data");
        assertThat(
                        Judgement.of(
                                        columns.withGeoData(other),
                                        allowing(other, "192.0.2.0/24"),
                                        AT)
                                .deniedRows())
                .isEqualTo(100);
    }
}
