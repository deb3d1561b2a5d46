package dev.sallyport.control.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.edit.EntryPlace;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.Explainer;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every entry that contains an address, the one that would decide first. */
final class EntrySearchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ListName VPN = new ListName("vpn");

    /** Data in which an address of the tiny space is in one of two countries and origins. */
    private enum TinyGeoData implements GeoData {
        DATA;

        @Override
        public boolean hasCountries(IpFamily family) {
            return true;
        }

        @Override
        public boolean hasAsns(IpFamily family) {
            return true;
        }

        @Override
        public CountryCode country(IpFamily family, long high, long low) {
            return new CountryCode(low % 2 == 0 ? "FR" : "DE");
        }

        @Override
        public long asn(IpFamily family, long high, long low) {
            return low % 3;
        }

        @Override
        public String edition() {
            return "tiny";
        }
    }

    private static Entry entry(String id, Source source) {
        return Entry.of(new EntryId(id), source);
    }

    private static Source range(int first, int last) {
        return new Source.Range(new IpRange(IpAddress.ipv4(first), IpAddress.ipv4(last)));
    }

    private static Rule rule(String id, List<Entry> sources, List<Entry> except, Life life) {
        return new Rule(new RuleId(id), "", Effect.ALLOW, sources, except, Scope.ALL, life, false);
    }

    private static Policy policy(Rule... rules) {
        return new Policy(Mode.MONITOR, ClientAuthorization.IGNORE, List.of(rules));
    }

    private static SearchReport search(
            Policy policy, Map<ListName, NetworkList> lists, String what) {
        return EntrySearch.search(policy, null, lists, TinyGeoData.DATA, IpPrefix.parse(what), NOW);
    }

    private static List<String> ids(SearchReport report) {
        return report.hits().stream()
                .map(hit ->
                        hit.innermost().id() + (hit.idle() == null ? "" : " " + hit.idle().code()))
                .toList();
    }

    @Test
    void theMostSpecificComesFirst() {
        Life over = new Life(true, Instant.MIN, NOW);
        Policy policy =
                policy(
                        rule(
                                "office",
                                List.of(
                                        entry("any", new Source.Any()),
                                        entry("fr", new Source.Country(new CountryCode("FR"))),
                                        entry("asn", new Source.Asn(1)),
                                        entry("wide", range(0, 90)),
                                        entry("b", range(0, 50)),
                                        entry("a", range(1, 51)),
                                        entry("list", new Source.ListReference(VPN)),
                                        entry("gone", new Source.ListReference(new ListName("x"))),
                                        new Entry(
                                                new EntryId("dead"),
                                                range(4, 4),
                                                over,
                                                "",
                                                "",
                                                null)),
                                List.of(entry("except", range(4, 5))),
                                Life.ALWAYS));
        Map<ListName, NetworkList> lists =
                Map.of(
                        VPN,
                        new NetworkList(
                                VPN,
                                List.of(entry("inner", range(3, 6)), entry("other", range(7, 8)))));

        SearchReport report = search(policy, lists, "0.0.0.4");

        assertThat(ids(report))
                .containsExactly(
                        "dead entry-expired",
                        "except",
                        "inner",
                        "a",
                        "b",
                        "wide",
                        "asn",
                        "fr",
                        "any");
        assertThat(report.count()).isEqualTo(9);
        assertThat(report.country()).isEqualTo(new CountryCode("FR"));
        assertThat(report.asn()).isEqualTo(1);
        assertThat(report.hits().get(1).place()).isEqualTo(EntryPlace.EXCEPT);
        assertThat(report.hits().get(2).entry().id()).isEqualTo(new EntryId("list"));
        // A prefix lies in what holds all of it; where it is in the world is not one answer.
        assertThat(ids(search(policy, lists, "0.0.0.4/31")))
                .containsExactly("except", "inner", "a", "b", "wide", "any");
    }

    @Test
    void draftsAreSearchedToo() {
        Policy active =
                policy(rule("office", List.of(entry("e1", range(0, 9))), List.of(), Life.ALWAYS));
        Policy draft =
                policy(
                        rule(
                                "office",
                                List.of(entry("e1", range(0, 9)), entry("e2", range(4, 4))),
                                List.of(),
                                new Life(false, Instant.MIN, Instant.MAX)));

        SearchReport report =
                EntrySearch.search(
                        active, draft, Map.of(), GeoData.none(), IpPrefix.parse("0.0.0.4"), NOW);

        assertThat(report.hits().stream().map(EntryHit::inDraft))
                .containsExactly(true, false, true);
        assertThat(ids(report)).containsExactly("e2 rule-disabled", "e1", "e1 rule-disabled");
        assertThat(report.country()).isNull();
    }

    /**
     * Against trying everything: the entries found are those whose every address is looked at one
     * by one, and the first live one of a rule's sources is the one the engine says determined.
     */
    @Test
    void itFindsWhatTryingEverythingFindsAndTheWinnerFirst() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int winners = 0;
        for (int round = 0; round < 2_000; round++) {
            List<Entry> sources = entries("s", random, true);
            NetworkList list = new NetworkList(VPN, entries("l", random, false));
            Policy policy = policy(rule("office", sources, List.of(), Life.ALWAYS));
            int address = random.nextInt(16);
            String text = IpAddress.ipv4(address).toString();
            SearchReport report = search(policy, Map.of(VPN, list), text);

            Set<String> expected = new HashSet<>();
            for (Entry entry : sources) {
                List<Entry> inner =
                        entry.source() instanceof Source.ListReference
                                ? list.entries()
                                : List.of(entry);
                inner.stream()
                        .filter(each -> holds(each.source(), address))
                        .forEach(each -> expected.add(entry.id() + ">" + each.id()));
            }
            assertThat(
                            report.hits().stream()
                                    .map(hit -> hit.entry().id() + ">" + hit.innermost().id()))
                    .as("seed %d, round %d", seed, round)
                    .containsExactlyInAnyOrderElementsOf(expected);

            EntryId winner = winner(policy, list, address);
            EntryId first =
                    report.hits().stream()
                            .filter(hit -> hit.idle() == null)
                            .findFirst()
                            .map(hit -> hit.innermost().id())
                            .orElse(null);
            assertThat(first).as("seed %d, round %d", seed, round).isEqualTo(winner);
            winners += winner == null ? 0 : 1;
        }
        assertThat(winners).isGreaterThan(500);
    }

    private static @Nullable EntryId winner(Policy policy, NetworkList list, int address) {
        TenantState plain = TenantState.of(new TenantId("acme"), 1, 1, policy);
        TenantState state =
                new TenantState(
                        plain.tenant(),
                        1,
                        1,
                        policy,
                        null,
                        Map.of(VPN, list),
                        List.of(),
                        List.of(),
                        List.of(),
                        TinyGeoData.DATA,
                        List.of(),
                        plain.deployment());
        Decision decision =
                Explainer.explain(
                        TenantSnapshot.compile(state, NOW.toEpochMilli()),
                        new Request(
                                new ClientAddress.Determined(
                                        IpAddress.ipv4(address), ClientAddress.PEER),
                                NOW.toEpochMilli(),
                                Channel.of(ChannelId.OTHER),
                                Principal.ANONYMOUS));
        return decision.entry();
    }

    private static boolean holds(Source source, int address) {
        return switch (source) {
            case Source.Range(var range) -> {
                boolean found = false;
                for (int each = 0; each < 16; each++) {
                    found |= each == address && range.contains(IpAddress.ipv4(each));
                }
                yield found;
            }
            case Source.Country(var code) -> code.value().equals(address % 2 == 0 ? "FR" : "DE");
            case Source.Asn(var number) -> number == address % 3;
            case Source.Any ignored -> true;
            case Source.Network ignored -> false;
            case Source.ListReference ignored -> false;
        };
    }

    private static List<Entry> entries(String prefix, SplittableRandom random, boolean inRule) {
        List<Entry> entries = new ArrayList<>();
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(16);
            Source source =
                    switch (random.nextInt(inRule ? 9 : 7)) {
                        case 0 -> new Source.Country(new CountryCode("FR"));
                        case 1 -> new Source.Asn(1);
                        case 7 -> new Source.ListReference(VPN);
                        case 8 -> random.nextInt(3) == 0 ? new Source.Any() : range(first, first);
                        default -> range(first, random.nextInt(first, 16));
                    };
            Life life =
                    random.nextInt(4) == 0
                            ? new Life(false, Instant.MIN, Instant.MAX)
                            : Life.ALWAYS;
            entries.add(new Entry(new EntryId(prefix + i), source, life, "", "", null));
        }
        return entries;
    }
}
