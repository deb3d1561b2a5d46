package dev.sallyport.control.guard;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/*
 * The parts of one state that can matter to each of several client addresses: without the prefixes and ranges in which neither
 * the address nor an IPv4 address embedded in it lies, and without countries and origins that are not theirs. Such an entry
 * never matches and is never in doubt. An ALLOW rule without entries counts in step 6 like one whose entries do not match; a
 * DENY rule without any matches nothing and goes. So every decision about that address is the same.
 *
 * All addresses are sorted once and each entry looks for those inside it, so that two hundred addresses cost little more than
 * one:
 *
 *     addresses   a0    a1   a2      a3  a4        a5
 *     an entry             |-------------|              -> a2, a3
 */
final class RelevantStates {

    /* Entries that could matter to any address, and those that matter to some. */
    private static final class Part {
        private final List<Entry> general = new ArrayList<>();
        private final Map<IpAddress, List<Entry>> special = new HashMap<>();
    }

    private final TenantState state;
    private final EmbeddedIpv4 embedded;
    private final IpAddress[] sorted;
    private final IdentityHashMap<List<Entry>, Part> parts = new IdentityHashMap<>();

    RelevantStates(TenantState state, Collection<ClientAddress> clients) {
        this.state = state;
        embedded = new EmbeddedIpv4(state.nat64Prefixes());
        Set<IpAddress> all = new TreeSet<>();
        clients.forEach(client -> all.addAll(addresses(client)));
        sorted = all.toArray(IpAddress[]::new);
        for (Rule rule : state.policy().rules()) {
            place(rule.sources());
            place(rule.except());
        }
        state.lists().values().forEach(list -> place(list.entries()));
    }

    /* The address itself and those embedded in it; none if it is undetermined. */
    private List<IpAddress> addresses(ClientAddress client) {
        if (!(client instanceof ClientAddress.Determined determined)) {
            return List.of();
        }
        IpAddress address = determined.address();
        List<IpAddress> addresses = new ArrayList<>();
        addresses.add(address);
        for (int form = embedded.next(address, 0);
                form >= 0;
                form = embedded.next(address, form + 1)) {
            addresses.add(IpAddress.ipv4(embedded.bits(address, form)));
        }
        return addresses;
    }

    private void place(List<Entry> entries) {
        Part part = new Part();
        for (Entry entry : entries) {
            if (!entry.life().enabled()) {
                continue;
            }
            switch (entry.source()) {
                case Source.Network(var prefix) ->
                        place(entry, prefix.first(), prefix.last(), part);
                case Source.Range(var range) -> place(entry, range.first(), range.last(), part);
                case Source.Country ignored -> part.general.add(entry);
                case Source.Asn ignored -> part.general.add(entry);
                case Source.ListReference ignored -> part.general.add(entry);
                case Source.Any ignored -> part.general.add(entry);
            }
        }
        parts.put(entries, part);
    }

    private void place(Entry entry, IpAddress first, IpAddress last, Part part) {
        int at = Arrays.binarySearch(sorted, first);
        for (int i = at < 0 ? -at - 1 : at;
                i < sorted.length && sorted[i].compareTo(last) <= 0;
                i++) {
            part.special.computeIfAbsent(sorted[i], ignored -> new ArrayList<>()).add(entry);
        }
    }

    /** Returns what can matter to one of the addresses; everything if it is undetermined. */
    TenantState of(ClientAddress client) {
        List<IpAddress> addresses = addresses(client);
        if (addresses.isEmpty()) {
            return state;
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : state.policy().rules()) {
            List<Entry> sources = relevant(rule.sources(), addresses);
            if (rule.effect() == Effect.ALLOW || rule.onTrial() || !sources.isEmpty()) {
                rules.add(
                        new Rule(
                                rule.id(),
                                rule.name(),
                                rule.effect(),
                                sources,
                                relevant(rule.except(), addresses),
                                rule.scope(),
                                rule.life(),
                                rule.onTrial()));
            }
        }
        Map<ListName, NetworkList> lists = new HashMap<>();
        state.lists()
                .forEach((name, list) ->
                        lists.put(
                                name, new NetworkList(name, relevant(list.entries(), addresses))));
        Policy policy = state.policy();
        return new TenantState(
                state.tenant(),
                state.sequence(),
                state.revision(),
                new Policy(policy.mode(), policy.authorizedClients(), rules),
                null,
                lists,
                state.supportGrants(),
                state.exemptions(),
                state.breakGlassGrants(),
                state.geoData(),
                state.nat64Prefixes(),
                state.deployment());
    }

    private List<Entry> relevant(List<Entry> entries, List<IpAddress> addresses) {
        Part part = parts.get(entries);
        if (part == null) {
            throw new IllegalStateException("entries that were not placed");
        }
        Set<Entry> relevant = new LinkedHashSet<>();
        for (Entry entry : part.general) {
            if (matters(entry.source(), addresses)) {
                relevant.add(entry);
            }
        }
        for (IpAddress address : addresses) {
            relevant.addAll(part.special.getOrDefault(address, List.of()));
        }
        return List.copyOf(relevant);
    }

    private boolean matters(Source source, List<IpAddress> addresses) {
        GeoData geo = state.geoData();
        return switch (source) {
            case Source.Country(var code) ->
                    addresses.stream()
                            .anyMatch(address ->
                                    !geo.hasCountries(address.family())
                                            || geo.country(address).equals(code));
            case Source.Asn(long number) ->
                    addresses.stream()
                            .anyMatch(address ->
                                    !geo.hasAsns(address.family()) || geo.asn(address) == number);
            case Source.Network ignored -> true;
            case Source.Range ignored -> true;
            case Source.ListReference ignored -> true;
            case Source.Any ignored -> true;
        };
    }
}
