package dev.sallyport.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.SupportGrant;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The map of a snapshot says of every address, at the ends of both families and where halves and
 * signs change, what reading entry by entry says; and the campaign met what there is to meet.
 */
final class AddressMapTest {

    private static final long NOW = 1_000_000;
    private static final Instant INSTANT = Instant.ofEpochMilli(NOW);
    private static final int STATES = 400;
    private static final List<String> MIDDLES =
            List.of(
                    "0.0.0.6",
                    "127.255.255.254",
                    "255.255.255.249",
                    "::6",
                    "2001:db8::ffff:ffff:ffff:fffc",
                    "7fff:ffff:ffff:ffff:ffff:ffff:ffff:fffc",
                    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff9");
    private static final List<ListName> LISTS =
            List.of(new ListName("long"), new ListName("short"), new ListName("other"));
    private static final ListName NEVER_LOADED = new ListName("never-loaded");
    private static final Life PAST = new Life(true, Instant.MIN, INSTANT);
    private static final List<Life> LIVES =
            List.of(
                    Life.ALWAYS,
                    Life.ALWAYS,
                    new Life(true, INSTANT, INSTANT.plusMillis(1)),
                    new Life(true, INSTANT.plusMillis(1), Instant.MAX),
                    PAST,
                    new Life(false, Instant.MIN, Instant.MAX));

    private final List<IpAddress> addresses = new ArrayList<>();
    private final Map<String, Integer> met = new TreeMap<>();
    private SplittableRandom random = new SplittableRandom(0);
    private int made;

    AddressMapTest() {
        for (String text : MIDDLES) {
            IpAddress address = IpAddress.parse(text);
            for (int i = 0; i < 6; i++) {
                address = address.previous();
            }
            for (int i = 0; i < 13; i++) {
                addresses.add(address);
                if (!address.isLast()) {
                    address = address.next();
                }
            }
        }
        assertThat(addresses)
                .contains(IpAddress.ipv4(0), IpAddress.ipv4(-1))
                .contains(IpAddress.ipv6(0, 0), IpAddress.ipv6(-1, -1));
    }

    @Test
    void saysWhatReadingEntryByEntrySays() {
        for (int seed = 0; seed < STATES; seed++) {
            random = new SplittableRandom(seed);
            TenantState state = state();
            AddressMap map = TenantSnapshot.compile(state, NOW).addressMap(NOW);

            checkShape(map.ipv4());
            checkShape(map.ipv6());
            for (IpAddress address : addresses) {
                AddressIntervals intervals = address.isIpv4() ? map.ipv4() : map.ipv6();
                BitSet bits = map.bits(intervals.block(at(intervals, address)));
                assertThat(bits).as("seed %d, %s", seed, address).isEqualTo(read(state, address));
            }
            assertThat(map.always()).as("seed %d", seed).isEqualTo(readAlways(state));
            assertThat(map.countries()).as("seed %d", seed).isEqualTo(readCountries(state));
            assertThat(map.undetermined()).as("seed %d", seed).isEqualTo(readUndetermined(state));
        }
        assertThat(met).as("met %s", met).hasSize(6);
        assertThat(met.values()).as("met %s", met).allMatch(count -> count > 200);
    }

    private static void checkShape(AddressIntervals intervals) {
        assertThat(intervals.high(0)).isZero();
        assertThat(intervals.low(0)).isZero();
        for (int i = 1; i < intervals.count(); i++) {
            int byHigh = Long.compareUnsigned(intervals.high(i - 1), intervals.high(i));
            int byLow = Long.compareUnsigned(intervals.low(i - 1), intervals.low(i));
            assertThat(byHigh != 0 ? byHigh : byLow).isNegative();
            assertThat(intervals.block(i)).isNotEqualTo(intervals.block(i - 1));
        }
    }

    private static int at(AddressIntervals intervals, IpAddress address) {
        int at = 0;
        for (int i = 1; i < intervals.count(); i++) {
            int byHigh = Long.compareUnsigned(intervals.high(i), address.high());
            int byLow = Long.compareUnsigned(intervals.low(i), address.low());
            at = byHigh < 0 || (byHigh == 0 && byLow <= 0) ? i : at;
        }
        return at;
    }

    /* Reading. */

    private BitSet read(TenantState state, IpAddress address) {
        BitSet bits = new BitSet();
        eachLive(
                state,
                (rule, entry, bit) -> {
                    if (holds(entry.source(), address)) {
                        bits.set(bit);
                        meet(bit < 64 * words(state) ? "source" : "exception");
                    }
                });
        int bit = 2 * 64 * words(state);
        for (List<IpRange> ranges : grants(state)) {
            if (ranges.stream().anyMatch(range -> range.contains(address))) {
                bits.set(bit);
                meet("grant");
            }
            bit++;
        }
        return bits;
    }

    private static boolean holds(Source source, IpAddress address) {
        return switch (source) {
            case Source.Network network -> network.prefix().contains(address);
            case Source.Range range -> range.range().contains(address);
            case Source.Country ignored -> false;
            case Source.Asn ignored -> false;
            case Source.ListReference ignored -> false;
            case Source.Any ignored -> false;
        };
    }

    private BitSet readAlways(TenantState state) {
        BitSet bits = new BitSet();
        eachLive(
                state,
                (rule, entry, bit) -> {
                    boolean isSource = bit < 64 * words(state);
                    boolean isNeverLoaded = entry.source() instanceof Source.ListReference;
                    if (entry.source() instanceof Source.Any
                            || (isNeverLoaded && isSource == (rule.effect() == Effect.DENY))) {
                        bits.set(bit);
                        meet("always");
                    }
                });
        return bits;
    }

    private Map<CountryCode, BitSet> readCountries(TenantState state) {
        Map<CountryCode, BitSet> countries = new HashMap<>();
        eachLive(
                state,
                (rule, entry, bit) -> {
                    if (entry.source() instanceof Source.Country country) {
                        countries.computeIfAbsent(country.code(), ignored -> new BitSet()).set(bit);
                        meet("country");
                    }
                });
        return countries;
    }

    private BitSet readUndetermined(TenantState state) {
        BitSet bits = new BitSet();
        eachLive(
                state,
                (rule, entry, bit) -> {
                    if (!(entry.source() instanceof Source.Any)
                            && !(entry.source() instanceof Source.ListReference)) {
                        bits.set(bit);
                        meet("undetermined");
                    }
                });
        return bits;
    }

    private interface Reader {
        void read(Rule rule, Entry entry, int bit);
    }

    /* Lists taken apart; a list that was never loaded is left as it is. */
    private static void eachLive(TenantState state, Reader reader) {
        List<Rule> rules = sorted(state);
        for (int number = 0; number < rules.size(); number++) {
            Rule rule = rules.get(number);
            int exception = 64 * words(state) + number;
            if (rule.life().isLive(INSTANT) && !rule.onTrial()) {
                for (Entry entry : rule.sources()) {
                    readLive(state, rule, entry, number, reader);
                }
                for (Entry entry : rule.except()) {
                    readLive(state, rule, entry, exception, reader);
                }
            }
        }
    }

    private static void readLive(
            TenantState state, Rule rule, Entry entry, int bit, Reader reader) {
        if (!entry.life().isLive(INSTANT)) {
            return;
        }
        NetworkList list =
                entry.source() instanceof Source.ListReference reference
                        ? state.lists().get(reference.name())
                        : null;
        if (list == null) {
            reader.read(rule, entry, bit);
        } else {
            list.entries().forEach(inner -> readLive(state, rule, inner, bit, reader));
        }
    }

    private static List<Rule> sorted(TenantState state) {
        return state.policy().rules().stream().sorted(Comparator.comparing(Rule::id)).toList();
    }

    private static int words(TenantState state) {
        return (state.policy().rules().size() + 63) / 64;
    }

    private static List<List<IpRange>> grants(TenantState state) {
        List<List<IpRange>> grants = new ArrayList<>();
        state.breakGlassGrants().forEach(grant -> add(grants, grant.addresses(), grant.life()));
        state.supportGrants()
                .forEach(grant -> add(grants, grant.coverage().addresses(), grant.life()));
        state.exemptions()
                .forEach(exemption ->
                        add(grants, exemption.coverage().addresses(), exemption.life()));
        return grants;
    }

    private static void add(List<List<IpRange>> grants, List<IpRange> ranges, Life life) {
        if (life.isLive(INSTANT) && !ranges.isEmpty()) {
            grants.add(ranges);
        }
    }

    private void meet(String what) {
        met.merge(what, 1, Integer::sum);
    }

    /* Making. */

    private TenantState state() {
        int ruleCount = random.nextInt(10) == 0 ? 64 + random.nextInt(3) : random.nextInt(5);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < ruleCount; i++) {
            rules.add(
                    new Rule(
                            new RuleId("r" + random.nextInt(1_000) + "-" + i),
                            "",
                            random.nextBoolean() ? Effect.ALLOW : Effect.DENY,
                            entries(random.nextInt(4), true),
                            entries(random.nextInt(3), true),
                            Scope.ALL,
                            one(LIVES),
                            random.nextInt(8) == 0));
        }
        Map<ListName, NetworkList> lists = new HashMap<>();
        for (ListName name : LISTS) {
            int count = name.equals(LISTS.get(1)) ? random.nextInt(5) : 5 + random.nextInt(6);
            lists.put(name, new NetworkList(name, entries(count, false)));
        }
        boolean noGrants = random.nextInt(3) == 0;
        Coverage nowhere = new Coverage(Set.of(), Set.of(), Set.of("client"), List.of());
        return new TenantState(
                new TenantId("acme"),
                1,
                1,
                new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, rules),
                null,
                lists,
                noGrants
                        ? List.of()
                        : List.of(
                                new SupportGrant("s1", nowhere, Life.ALWAYS),
                                new SupportGrant("s2", coverage(), one(LIVES))),
                noGrants ? List.of() : List.of(new Exemption("e", coverage(), one(LIVES))),
                noGrants ? List.of() : List.of(new BreakGlassGrant("b", ranges(), one(LIVES))),
                GeoData.none(),
                List.of(),
                DeploymentSwitch.ENFORCE);
    }

    private Coverage coverage() {
        return new Coverage(Set.of(), Set.of(), Set.of(), ranges());
    }

    private List<IpRange> ranges() {
        return List.of(range(), range());
    }

    private List<Entry> entries(int count, boolean ofRule) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EntryId id = new EntryId("e" + made++);
            entries.add(new Entry(id, source(ofRule), one(LIVES), "", "", null));
        }
        return entries;
    }

    private Source source(boolean ofRule) {
        int kind = random.nextInt(10);
        if (ofRule && kind < 3) {
            return kind == 0
                    ? new Source.Any()
                    : new Source.ListReference(random.nextInt(4) == 0 ? NEVER_LOADED : one(LISTS));
        }
        if (kind == 3) {
            return new Source.Country(new CountryCode(random.nextBoolean() ? "AA" : "ZZ"));
        }
        if (kind < 7) {
            return new Source.Range(range());
        }
        IpAddress address = one(addresses);
        int bits = address.family().bits();
        int length = random.nextInt(6) == 0 ? random.nextInt(3) : bits - random.nextInt(4);
        return new Source.Network(IpPrefix.around(address, length));
    }

    private IpRange range() {
        IpAddress one = one(addresses);
        IpAddress other = one(addresses);
        while (other.family() != one.family()) {
            other = one(addresses);
        }
        return one.compareTo(other) <= 0 ? new IpRange(one, other) : new IpRange(other, one);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
