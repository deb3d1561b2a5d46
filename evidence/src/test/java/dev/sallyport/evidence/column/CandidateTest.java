package dev.sallyport.evidence.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.Scenario;
import dev.sallyport.testkit.States;
import dev.sallyport.testkit.WorldStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Addresses of one class, country and origin are decided alike by the engine, whoever asks: at and
 * beside every border, and at the ends of both families, over generated states with lists, grants
 * and lives to which entries that reach the ends are added.
 */
final class CandidateTest {

    private static final long SEED = 815;
    private static final int SCENARIOS = 500;
    private static final int REQUESTS = 20;
    private static final ListName LONG = new ListName("reaching-the-ends");

    private final Map<String, Integer> met = new TreeMap<>();

    /* What may tell two addresses of one family apart. */
    private record Group(int classNumber, String country, long origin) {}

    @Test
    void addressesOfOneClassAreDecidedAlike() {
        List<WorldStyle> styles = List.of(WorldStyle.values());
        for (int number = 0; number < SCENARIOS; number++) {
            long seed = SEED + 0x9E37_79B9_7F4A_7C15L * number;
            WorldStyle style = styles.get(number % styles.size());
            Scenario scenario = Scenario.of(seed, style, REQUESTS);
            check(scenario, reachingTheEnds(scenario, new Chance(seed ^ 1)));
        }
        System.out.println("addresses by how they were decided, seed " + SEED + ": " + met);
        assertThat(met.get("alike in a class")).isGreaterThan(7_000);
        assertThat(met.get("first of a class")).isGreaterThan(2_000);
        assertThat(met.get("end of a family")).isEqualTo(4 * SCENARIOS);
    }

    private void check(Scenario scenario, TenantState state) {
        long at = scenario.requests().getFirst().epochMillis();
        TenantSnapshot snapshot = TenantSnapshot.compile(state, at);
        Candidate candidate = Candidate.of(snapshot, at, new Signatures());
        EmbeddedIpv4 embedded = new EmbeddedIpv4(state.nat64Prefixes());
        Map<Group, List<Ruling>> decided = new HashMap<>();
        Map<Group, IpAddress> first = new HashMap<>();
        for (IpAddress address : addresses(candidate)) {
            if (address.isIpv4Mapped() || embedded.next(address, 0) >= 0) {
                continue;
            }
            meet("end of a family", address.isLast() || isFirst(address) ? 1 : 0);
            Group group = group(candidate, state, address);
            List<Ruling> rulings =
                    scenario.requests().stream()
                            .map(request -> snapshot.decide(from(address, at, request)))
                            .map(verdict -> new Ruling(verdict.evaluated(), verdict.reason()))
                            .toList();
            List<Ruling> known = decided.putIfAbsent(group, rulings);
            meet(known == null ? "first of a class" : "alike in a class", 1);
            if (known == null) {
                first.put(group, address);
                continue;
            }
            assertThat(rulings)
                    .as("seed %d: %s as %s", scenario.seed(), address, first.get(group))
                    .isEqualTo(known);
        }
    }

    private void meet(String what, int count) {
        met.merge(what, count, Integer::sum);
    }

    private static boolean isFirst(IpAddress address) {
        return address.high() == 0 && address.low() == 0;
    }

    private static Request from(IpAddress address, long at, Request request) {
        return new Request(
                new ClientAddress.Determined(address, ClientAddress.GIVEN),
                at,
                request.channel(),
                request.principal());
    }

    private static Group group(Candidate candidate, TenantState state, IpAddress address) {
        int classNumber =
                address.isIpv4()
                        ? candidate.ipv4()
                                .classes()[
                                candidate.ipv4().at(address.ipv4Bits() ^ Integer.MIN_VALUE)]
                        : candidate.ipv6()
                                .classes()[
                                candidate
                                        .ipv6()
                                        .at(
                                                address.high() ^ Long.MIN_VALUE,
                                                address.low() ^ Long.MIN_VALUE)];
        boolean hasCountry = state.geoData().hasCountries(address.family());
        boolean hasOrigin = state.geoData().hasAsns(address.family());
        return new Group(
                classNumber,
                hasCountry ? state.geoData().country(address).value() : "",
                hasOrigin ? state.geoData().asn(address) : -1);
    }

    /* Both sides of every border, and both ends of both families. */
    private static List<IpAddress> addresses(Candidate candidate) {
        List<IpAddress> addresses = new ArrayList<>();
        for (int start : candidate.ipv4().starts()) {
            addAround(addresses, IpAddress.ipv4(start ^ Integer.MIN_VALUE));
        }
        addresses.add(IpAddress.ipv4(-1));
        for (int i = 0; i < candidate.ipv6().highs().length; i++) {
            addAround(
                    addresses,
                    IpAddress.ipv6(
                            candidate.ipv6().highs()[i] ^ Long.MIN_VALUE,
                            candidate.ipv6().lows()[i] ^ Long.MIN_VALUE));
        }
        addresses.add(IpAddress.ipv6(-1, -1));
        return addresses.stream().distinct().toList();
    }

    private static void addAround(List<IpAddress> addresses, IpAddress start) {
        addresses.add(start);
        if (!isFirst(start)) {
            addresses.add(start.previous());
        }
        if (!start.isLast()) {
            addresses.add(start.next());
        }
    }

    /* One more rule, whose sources or exceptions come from a list that is too long to be taken apart. */
    private static TenantState reachingTheEnds(Scenario scenario, Chance chance) {
        TenantState state = scenario.state();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            entries.add(Entry.of(new EntryId("end-" + i), end(chance)));
        }
        Map<ListName, NetworkList> lists = new HashMap<>(state.lists());
        lists.put(LONG, new NetworkList(LONG, entries));
        List<Entry> named = List.of(Entry.of(new EntryId("ends"), new Source.ListReference(LONG)));
        List<Entry> own = List.of(Entry.of(new EntryId("end"), end(chance)));
        Rule more = scenario.denying();
        List<Rule> rules = new ArrayList<>(state.policy().rules());
        rules.add(
                new Rule(
                        new RuleId(more.id().value() + "-ends"),
                        "",
                        more.effect(),
                        chance.oneIn(2) ? named : own,
                        chance.oneIn(2) ? named : own,
                        more.scope(),
                        more.life(),
                        false));
        Policy policy = state.policy();
        return States.withLists(
                States.withPolicy(
                        state, new Policy(policy.mode(), policy.authorizedClients(), rules)),
                lists);
    }

    private static Source end(Chance chance) {
        boolean isIpv4 = chance.oneIn(2);
        int bits = isIpv4 ? 32 : 128;
        IpAddress end =
                isIpv4
                        ? IpAddress.ipv4(chance.oneIn(2) ? 0 : -1)
                        : chance.oneIn(2) ? IpAddress.ipv6(0, 0) : IpAddress.ipv6(-1, -1);
        if (chance.oneIn(2)) {
            return new Source.Network(IpPrefix.around(end, bits - chance.below(bits)));
        }
        long low = isIpv4 ? chance.bits() & 0xFFFF_FFFFL : chance.bits();
        IpAddress other = isIpv4 ? IpAddress.ipv4((int) low) : IpAddress.ipv6(chance.bits(), low);
        return new Source.Range(isFirst(end) ? new IpRange(end, other) : new IpRange(other, end));
    }
}
