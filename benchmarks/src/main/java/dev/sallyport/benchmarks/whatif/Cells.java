package dev.sallyport.benchmarks.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.geo.GeoTableBuilder;
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
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/* Observations of a large tenant and candidates for it, from a fixed seed: six in seven IPv4, two in three of people. */
final class Cells {

    static final long AT = 1_780_000_000_000L;

    private static final long SEED = 20_260_301;
    private static final TenantId TENANT = new TenantId("acme");
    private static final int PEOPLE = 50_000;
    private static final int SITES = 1 << 16;
    private static final List<Channel> CHANNELS =
            List.of(
                    Channel.of(new ChannelId("ui")),
                    Channel.of(new ChannelId("api")),
                    Channel.OTHER);
    private static final List<String> COUNTRIES = List.of("FR", "DE", "US", "IN", "BR", "JP");

    private final Random random = new Random(SEED);
    private final List<Principal> people = new ArrayList<>();

    Cells() {
        for (int i = 0; i < PEOPLE; i++) {
            people.add(
                    new Principal(
                            PrincipalKind.USER,
                            "person-" + i,
                            i % 20 == 0 ? Set.of("admin") : Set.of(),
                            i % 3 == 0 ? "portal" : "mobile",
                            null));
        }
    }

    List<Observation> observations(int count) {
        List<Observation> observations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            IpAddress address = random.nextInt(7) > 0 ? ipv4() : ipv6();
            long hour = 490_000L + random.nextInt(30 * 24);
            observations.add(
                    new Observation(
                            TENANT,
                            hour,
                            Observation.networkOf(address),
                            CHANNELS.get(random.nextInt(CHANNELS.size())),
                            random.nextInt(3) == 0
                                    ? Principal.ANONYMOUS
                                    : people.get(random.nextInt(PEOPLE)),
                            Outcome.UNDECIDED,
                            address,
                            null,
                            0,
                            1 + random.nextInt(99),
                            hour * Observation.HOUR_MILLIS,
                            hour * Observation.HOUR_MILLIS + 1));
        }
        return observations;
    }

    /* Clients stand close together in many places. */
    private IpAddress ipv4() {
        return IpAddress.ipv4(random.nextInt(SITES) * 59_113 + random.nextInt(256));
    }

    private IpAddress ipv6() {
        return IpAddress.ipv6(
                0x2A00_0000_0000_0000L | (long) random.nextInt(SITES) << 24 | random.nextInt(64),
                random.nextLong());
    }

    /** Returns that many networks, six in seven IPv4. */
    List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry("entry-" + i));
        }
        return entries;
    }

    private Entry entry(String id) {
        IpPrefix prefix =
                random.nextInt(7) > 0
                        ? IpPrefix.around(ipv4(), 22 + random.nextInt(11))
                        : IpPrefix.around(ipv6(), 40 + random.nextInt(25));
        return Entry.of(new EntryId(id), new Source.Network(prefix));
    }

    /** Returns the entries with one of them replaced. */
    List<Entry> edited(List<Entry> entries) {
        List<Entry> edited = new ArrayList<>(entries);
        edited.set(random.nextInt(edited.size()), entry("edited-" + random.nextInt()));
        return edited;
    }

    /** Returns entries that name countries. */
    static List<Entry> countries() {
        return List.of(
                Entry.of(new EntryId("fr"), new Source.Country(new CountryCode("FR"))),
                Entry.of(new EntryId("de"), new Source.Country(new CountryCode("DE"))));
    }

    /** Returns geo data whose borders lie every 65,536 IPv4 addresses. */
    static GeoData geoData() {
        GeoTableBuilder builder = new GeoTableBuilder();
        for (int i = 0; i < 1 << 16; i++) {
            IpPrefix network = IpPrefix.around(IpAddress.ipv4(i << 16), 16);
            String country = COUNTRIES.get(i * 7 % COUNTRIES.size());
            builder.country(network.toRange(), new CountryCode(country));
        }
        return builder.build("bench");
    }

    /** Returns a candidate that allows some entries, and some countries to administrators. */
    static TenantSnapshot candidate(List<Entry> entries, List<Entry> countries, GeoData geoData) {
        Rule office = rule("office", entries, Scope.ALL);
        Rule admins =
                rule(
                        "admins",
                        countries.isEmpty() ? entries.subList(0, 1) : countries,
                        new Scope(
                                Set.of(new ChannelId("api")),
                                Set.of(),
                                Set.of(),
                                Set.of("admin"),
                                Set.of()));
        TenantState state =
                TenantState.of(
                        TENANT,
                        1,
                        1,
                        new Policy(
                                Mode.MONITOR, ClientAuthorization.IGNORE, List.of(office, admins)));
        return TenantSnapshot.compile(
                new TenantState(
                        TENANT,
                        1,
                        1,
                        state.policy(),
                        null,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        geoData,
                        List.of(),
                        state.deployment()),
                AT);
    }

    private static Rule rule(String id, List<Entry> sources, Scope scope) {
        return new Rule(
                new RuleId(id), "", Effect.ALLOW, sources, List.of(), scope, Life.ALWAYS, false);
    }
}
