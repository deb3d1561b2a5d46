package dev.sallyport.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.ClientAuthorization;
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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists in compiled form are shared, follow the time, are forgotten, and decide as entries do. */
final class ListTablesTest {

    private static final ListName VPN = new ListName("vpn");
    private static final long NOW = 1_000_000;

    private static NetworkList list(List<Entry> entries) {
        return new NetworkList(VPN, entries);
    }

    private static List<Entry> networks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        Entry.of(
                                new EntryId("e" + i),
                                new Source.Network(IpPrefix.parse("10.0." + i + ".0/25"))))
                .toList();
    }

    private static TenantState state(String tenant, List<Entry> sources, NetworkList list) {
        Rule rule =
                new Rule(
                        new RuleId("r"),
                        "",
                        Effect.ALLOW,
                        sources,
                        List.of(),
                        Scope.ALL,
                        Life.ALWAYS,
                        false);
        Policy policy = new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, List.of(rule));
        return TenantState.of(new TenantId(tenant), 1, 1, policy).withList(list, 2);
    }

    private static TenantState naming(String tenant, NetworkList list) {
        return state(
                tenant, List.of(Entry.of(new EntryId("l"), new Source.ListReference(VPN))), list);
    }

    private static Effect decide(TenantSnapshot snapshot, IpAddress address, long at) {
        ClientAddress client = new ClientAddress.Determined(address, ClientAddress.PEER);
        return snapshot.decide(new Request(client, at, Channel.OTHER, Principal.ANONYMOUS))
                .evaluated();
    }

    @Test
    void tenantsShareOneTable() {
        ListTables tables = new ListTables();
        NetworkList list = list(networks(50));
        for (int i = 0; i < 10; i++) {
            TenantSnapshot snapshot = TenantSnapshot.compile(naming("t" + i, list), tables, NOW);
            assertThat(decide(snapshot, IpAddress.parse("10.0.7.9"), NOW)).isEqualTo(Effect.ALLOW);
            assertThat(decide(snapshot, IpAddress.parse("10.0.7.200"), NOW)).isEqualTo(Effect.DENY);
        }
        assertThat(tables.size()).isEqualTo(1);
        assertThat(tables.at(list, NOW)).isSameAs(tables.at(list, NOW));
        // An equal list is another one: it may have been made for another tenant.
        assertThat(tables.at(list(networks(50)), NOW)).isNotSameAs(tables.at(list, NOW));
    }

    /** A list that has been found for one rule keeps no other list from being found for another. */
    @Test
    void everyListIsLookedIntoForItsOwnRules() {
        ListName other = new ListName("other");
        List<Rule> rules = new ArrayList<>(naming("t", list(networks(50))).policy().rules());
        rules.add(
                new Rule(
                        new RuleId("z"),
                        "",
                        Effect.DENY,
                        List.of(Entry.of(new EntryId("m"), new Source.ListReference(other))),
                        List.of(),
                        Scope.ALL,
                        Life.ALWAYS,
                        false));
        Policy policy = new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, rules);
        TenantState both =
                TenantState.of(new TenantId("t"), 1, 1, policy)
                        .withList(list(networks(50)), 2)
                        .withList(new NetworkList(other, networks(10)), 3);
        TenantSnapshot snapshot = TenantSnapshot.compile(both, NOW);

        assertThat(decide(snapshot, IpAddress.parse("10.0.20.9"), NOW)).isEqualTo(Effect.ALLOW);
        assertThat(decide(snapshot, IpAddress.parse("10.0.7.9"), NOW)).isEqualTo(Effect.DENY);
    }

    @Test
    void theStretchBeforeAndTheOneAfterABoundaryAreBothHeld() {
        List<Entry> entries = new ArrayList<>(networks(20));
        entries.add(
                new Entry(
                        new EntryId("late"),
                        new Source.Network(IpPrefix.parse("192.0.2.0/24")),
                        new Life(true, Instant.ofEpochMilli(NOW + 100), Instant.MAX),
                        "",
                        "",
                        null));
        NetworkList list = list(entries);
        ListTables tables = new ListTables();
        CompiledList before = tables.at(list, NOW);
        CompiledList after = tables.at(list, NOW + 100);

        assertThat(before.until()).isEqualTo(NOW + 100);
        assertThat(after.from()).isEqualTo(NOW + 100);
        assertThat(tables.at(list, NOW + 99)).isSameAs(before);
        assertThat(tables.at(list, NOW + 1_000)).isSameAs(after);
        assertThat(before.contains(IpFamily.IPV4, 0, IpAddress.parse("192.0.2.1").low())).isFalse();
        assertThat(after.contains(IpFamily.IPV4, 0, IpAddress.parse("192.0.2.1").low())).isTrue();

        TenantSnapshot snapshot = TenantSnapshot.compile(naming("t", list), tables, NOW);
        IpAddress late = IpAddress.parse("192.0.2.1");
        assertThat(decide(snapshot, late, NOW + 99)).isEqualTo(Effect.DENY);
        assertThat(decide(snapshot, late, NOW + 100)).isEqualTo(Effect.ALLOW);
    }

    @Test
    void aListThatNobodyHoldsIsForgotten() throws InterruptedException {
        ListTables tables = new ListTables();
        for (int i = 0; i < 200; i++) {
            assertThat(tables.at(list(networks(5)), NOW).hasNetworks()).isTrue();
        }
        NetworkList last = list(networks(6));
        for (int i = 0; i < 100 && tables.size() > 1; i++) {
            System.gc();
            Thread.sleep(10);
            assertThat(tables.at(last, NOW + i).hasNetworks()).isTrue();
            tables.at(list(networks(7)), NOW);
        }
        assertThat(tables.size()).isLessThan(20);
        assertThat(last.entries()).hasSize(6);
    }

    /** Whether networks stand in a list, short or long, or in the rule itself decides nothing. */
    @Test
    void aListDecidesAsItsEntriesWould() {
        Random random = new Random(20260301);
        int allowed = 0;
        for (int round = 0; round < 400; round++) {
            List<Entry> entries = new ArrayList<>();
            int count = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                entries.add(Entry.of(new EntryId("e" + i), network(random)));
            }
            TenantSnapshot inline =
                    TenantSnapshot.compile(state("t", entries, list(List.of())), NOW);
            TenantSnapshot named = TenantSnapshot.compile(naming("t", list(entries)), NOW);
            for (int i = 0; i < 50; i++) {
                IpAddress address = address(random);
                Effect effect = decide(inline, address, NOW);
                assertThat(decide(named, address, NOW)).as("%s", address).isEqualTo(effect);
                allowed += effect == Effect.ALLOW ? 1 : 0;
            }
        }
        assertThat(allowed).isBetween(500, 19_500);
    }

    private static Source network(Random random) {
        int length = random.nextInt(1, 5);
        return random.nextBoolean()
                ? new Source.Network(
                        IpPrefix.parse(
                                (random.nextInt(1 << length) << (8 - length)) + ".0.0.0/" + length))
                : new Source.Network(
                        IpPrefix.parse(
                                Integer.toHexString(random.nextInt(1 << length) << (16 - length))
                                        + "::/"
                                        + length));
    }

    private static IpAddress address(Random random) {
        return random.nextBoolean()
                ? IpAddress.ipv4(random.nextInt())
                : IpAddress.ipv6(random.nextLong(), random.nextLong());
    }
}
