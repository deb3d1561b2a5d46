package dev.sallyport.control.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.IpSet;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is odd about entries, found and told apart from what is not. */
final class PolicyFindingsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final FindingTerms TERMS = terms(Map.of());

    private static FindingTerms terms(Map<String, IpSet> shared) {
        return new FindingTerms(NOW, Breadth.DEFAULT, shared);
    }

    private static Source source(String text) {
        if (text.equals("any")) {
            return new Source.Any();
        }
        if (text.length() == 2) {
            return new Source.Country(new CountryCode(text));
        }
        return text.contains("-")
                ? new Source.Range(IpRange.parse(text))
                : new Source.Network(IpPrefix.parse(text));
    }

    private static List<Entry> entries(String... sources) {
        return IntStream.range(0, sources.length)
                .mapToObj(i -> Entry.of(new EntryId("e" + i), source(sources[i])))
                .toList();
    }

    private static Policy policy(Effect effect, List<Entry> sources) {
        return new Policy(
                Mode.MONITOR,
                ClientAuthorization.IGNORE,
                List.of(
                        new Rule(
                                new RuleId("office"),
                                "",
                                effect,
                                sources,
                                List.of(),
                                Scope.ALL,
                                Life.ALWAYS,
                                false)));
    }

    private static List<String> found(String... sources) {
        return found(policy(Effect.ALLOW, entries(sources)), TERMS);
    }

    private static List<String> found(Policy policy, FindingTerms terms) {
        return PolicyFindings.of(policy, Map.of(), terms).kept().stream()
                .map(each -> each.code() + " " + (each.entry() == null ? "-" : each.entry()))
                .toList();
    }

    /** One source alone, and what is said of it; `-` for nothing. */
    @ParameterizedTest
    @CsvSource({
        "5.6.7.8, -",
        "5.6.7.0/24, -",
        "10.1.2.0/24, entry.private",
        "10.0.0.0/8, entry.private",
        "172.31.255.255, entry.private",
        "172.32.0.0, -",
        "192.168.1.1-192.168.1.9, entry.private",
        "100.64.0.1, entry.private",
        "127.0.0.1, entry.special-purpose",
        "192.0.2.0/24, entry.special-purpose",
        "224.0.0.5, entry.special-purpose",
        "255.255.255.255, entry.special-purpose",
        "fd12:3456::/32, entry.private",
        "2001:db8::/48, entry.special-purpose",
        "2a00:1450::/32, -",
        "2a00:1450:4001:800::/64, -",
        "2a00:1450:4001:800::/65, entry.ipv6-longer-than-64",
        "2a00:1450:4001:800::200e, entry.ipv6-longer-than-64",
        "2a00:1450:4001:800::-2a00:1450:4001:801::, -",
        "FR, -",
        "ZZ, -",
        "EU, entry.country-unassigned",
        "QQ, entry.country-unassigned",
        "1.0.0.0-2.0.0.0, rule.too-broad",
        "5.0.0.0/8, -",
        "2a00::/28, -",
        "2a00::/27, rule.too-broad",
        "any, rule.too-broad",
    })
    void oneSource(String source, String code) {
        assertThat(found(source).stream().map(each -> each.replaceAll(" .*", "")).toList())
                .isEqualTo(code.equals("-") ? List.of() : List.of(code));
    }

    /** Two halves of everything are everything (peers: `/1` and `/1`). */
    @Test
    void breadthIsThatOfAllSourcesTogether() {
        assertThat(found("5.0.0.0/8", "6.0.0.0/32")).containsExactly("rule.too-broad -");
        assertThat(found("0.0.0.0/1", "128.0.0.0/1")).contains("rule.too-broad -");
        assertThat(
                        PolicyFindings.of(
                                        policy(Effect.ALLOW, entries("0.0.0.0/1", "128.0.0.0/1")),
                                        Map.of(),
                                        TERMS)
                                .kept()
                                .getFirst()
                                .detail())
                .contains("100.0 %");
        assertThat(found(policy(Effect.DENY, entries("0.0.0.0/1", "128.0.0.0/1")), TERMS))
                .isEmpty();
        NetworkList list = new NetworkList(new ListName("vpn"), entries("5.0.0.0/8", "6.0.0.0/8"));
        Entry reference = Entry.of(new EntryId("l"), new Source.ListReference(new ListName("vpn")));
        assertThat(
                        PolicyFindings.of(
                                        policy(Effect.ALLOW, List.of(reference)),
                                        Map.of(list.name(), list),
                                        TERMS)
                                .counts())
                .containsOnlyKeys(FindingCode.TOO_BROAD);
    }

    @Test
    void theSameInAnyNotationIsADuplicate() {
        assertThat(
                        found(
                                "5.6.7.8",
                                "5.6.7.8-5.6.7.8",
                                "5.6.7.0/24",
                                "5.6.7.0-5.6.7.255",
                                "FR",
                                "FR"))
                .containsExactlyInAnyOrder(
                        "entry.duplicate e1",
                        "entry.covered e0",
                        "entry.duplicate e3",
                        "entry.duplicate e5");
        assertThat(found("any", "5.6.7.8")).contains("entry.covered e1");
    }

    /** Who is covered by something dead is not covered. */
    @Test
    void whatIsDeadCoversNothing() {
        Life over = new Life(true, Instant.MIN, NOW.minusSeconds(1));
        Entry wide = new Entry(new EntryId("w"), source("5.6.0.0/16"), over, "", "", null);
        Entry inside = Entry.of(new EntryId("i"), source("5.6.7.0/24"));

        assertThat(found(policy(Effect.ALLOW, List.of(wide, inside)), TERMS))
                .containsExactly("entry.expired w");
    }

    @Test
    void aCoverThatEndsEarlierIsToldSo() {
        Instant end = NOW.plusSeconds(3600);
        Entry wide =
                new Entry(
                        new EntryId("w"),
                        source("5.6.0.0/16"),
                        new Life(true, Instant.MIN, end),
                        "",
                        "",
                        NOW);
        Entry inside = Entry.of(new EntryId("i"), source("5.6.7.0/24"));
        Findings findings =
                PolicyFindings.of(policy(Effect.ALLOW, List.of(wide, inside)), Map.of(), TERMS);

        assertThat(findings.kept().getLast().hint()).contains(end.toString());
        assertThat(findings.counts())
                .containsOnly(
                        Map.entry(FindingCode.COVERED, 1), Map.entry(FindingCode.REVIEW_DUE, 1));
        assertThat(findings.kept().getLast().pointer()).isEqualTo("/rules/0/sources/1");
    }

    /** Allowing a cloud's hosted runners lets everybody in (peers). */
    @Test
    void sharedAddressesAreNamedByTheirLabel() {
        FindingTerms terms =
                terms(
                        Map.of(
                                "platform:ci-runners",
                                IpSet.ofPrefixes(List.of(IpPrefix.parse("5.6.7.0/24")))));

        assertThat(found(policy(Effect.ALLOW, entries("5.6.0.0/16", "5.6.8.0/24")), terms))
                .contains("entry.shared-egress e0")
                .doesNotContain("entry.shared-egress e1");
        assertThat(found(policy(Effect.DENY, entries("5.6.0.0/16")), terms)).isEmpty();
    }

    @Test
    void listsAreLookedAtAsWell() {
        Findings findings =
                PolicyFindings.of(
                        new NetworkList(new ListName("vpn"), entries("5.6.7.8", "5.6.7.8/32")),
                        TERMS);

        assertThat(findings.kept().getFirst().pointer()).isEqualTo("/entries/1");
        assertThat(findings.kept().getFirst().code()).isEqualTo(FindingCode.DUPLICATE);
    }

    /** Raw and joined side by side, and never wider (peers: aggregation surprises people). */
    @Test
    void whatIsJoinedHoldsExactlyTheSame() {
        Policy policy =
                policy(Effect.ALLOW, entries("5.6.0.0/17", "5.6.128.0/17", "5.7.0.1", "FR"));
        Aggregation joined = PolicyFindings.aggregated(policy, Map.of(), TERMS).getFirst();

        assertThat(joined.entries()).isEqualTo(4);
        assertThat(joined.prefixes())
                .containsExactly(IpPrefix.parse("5.6.0.0/16"), IpPrefix.parse("5.7.0.1"));
        assertThat(joined.ipv4Addresses()).isEqualTo(65_537);
    }

    /** The sweep says what comparing everything with everything says. */
    @Test
    void coverageIsThatOfAllPairs() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int covered = 0;
        for (int round = 0; round < 3_000; round++) {
            List<Entry> entries = new ArrayList<>();
            int count = random.nextInt(1, 9);
            for (int i = 0; i < count; i++) {
                entries.add(randomEntry("e" + i, random));
            }
            List<Integer> idle =
                    Coverage.of(entries, NOW).stream().map(Coverage.Idle::index).sorted().toList();
            assertThat(idle).as("seed %d: %s", seed, entries).isEqualTo(allPairs(entries));
            covered += idle.size();
        }
        assertThat(covered).isGreaterThan(1_000);
    }

    private static Entry randomEntry(String id, SplittableRandom random) {
        int first = random.nextInt(16);
        int last = random.nextInt(first, 16);
        boolean isIpv6 = random.nextInt(4) == 0;
        IpAddress from = isIpv6 ? IpAddress.ipv6(0, first) : IpAddress.ipv4(first);
        IpAddress to = isIpv6 ? IpAddress.ipv6(0, last) : IpAddress.ipv4(last);
        Life life =
                random.nextInt(3) == 0 ? new Life(false, Instant.MIN, Instant.MAX) : Life.ALWAYS;
        return new Entry(
                new EntryId(id), new Source.Range(new IpRange(from, to)), life, "", "", null);
    }

    private static List<Integer> allPairs(List<Entry> entries) {
        return IntStream.range(0, entries.size())
                .filter(i -> {
                    IpRange one = range(entries.get(i));
                    return IntStream.range(0, entries.size())
                            .anyMatch(j -> {
                                IpRange other = range(entries.get(j));
                                boolean isSame = other.equals(one);
                                boolean holds =
                                        other.contains(one.first()) && other.contains(one.last());
                                return isSame ? j < i : holds && entries.get(j).life().isLive(NOW);
                            });
                })
                .boxed()
                .toList();
    }

    private static IpRange range(Entry entry) {
        return Objects.requireNonNull(Ranges.of(entry.source()));
    }

    /** Ten thousand entries, each odd in some way: bounded, counted, and soon done. */
    @Test
    void manyFindingsAreCountedAndFewKept() {
        List<Entry> entries =
                Stream.concat(
                                entries("10.0.0.0/8").stream(),
                                IntStream.range(0, 10_000)
                                        .mapToObj(i ->
                                                Entry.of(
                                                        new EntryId("x" + i),
                                                        source(
                                                                "10.%d.%d.0/24"
                                                                        .formatted(
                                                                                i / 256,
                                                                                i % 256)))))
                        .toList();
        Policy policy = policy(Effect.ALLOW, entries);
        long best = Long.MAX_VALUE;
        Findings findings = Findings.NONE;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            findings = PolicyFindings.of(policy, Map.of(), TERMS);
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.println("findings of 10,000 entries: " + best / 1_000 + " us");

        assertThat(findings.kept()).hasSize(Findings.MAX_KEPT);
        assertThat(findings.counts())
                .containsOnly(
                        Map.entry(FindingCode.COVERED, 10_000),
                        Map.entry(FindingCode.PRIVATE, 10_001));
        assertThat(findings.count()).isEqualTo(20_001);
        assertThat(PolicyFindings.ofEntry(policy, Map.of(), TERMS, new EntryId("x7")).kept())
                .hasSize(2);
    }
}
