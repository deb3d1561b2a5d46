package dev.sallyport.control.guard;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * The part of a tenant's state that can matter to one client address: without the prefixes and ranges in which neither the
 * address nor an IPv4 address embedded in it lies. Such an entry never matches and is never in doubt, and a rule without
 * entries counts in step 6 like one whose entries do not match, so every decision about that address is the same.
 */
final class RelevantState {

    private final List<IpAddress> addresses;

    private RelevantState(List<IpAddress> addresses) {
        this.addresses = addresses;
    }

    static TenantState of(TenantState state, ClientAddress client) {
        return switch (client) {
            case ClientAddress.Undetermined ignored -> state;
            case ClientAddress.Determined determined ->
                    new RelevantState(withEmbedded(determined.address(), state)).reduced(state);
        };
    }

    private static List<IpAddress> withEmbedded(IpAddress address, TenantState state) {
        EmbeddedIpv4 embedded = new EmbeddedIpv4(state.nat64Prefixes());
        List<IpAddress> addresses = new ArrayList<>();
        addresses.add(address);
        for (int form = embedded.next(address, 0);
                form >= 0;
                form = embedded.next(address, form + 1)) {
            addresses.add(IpAddress.ipv4(embedded.bits(address, form)));
        }
        return addresses;
    }

    private TenantState reduced(TenantState state) {
        Policy policy = state.policy();
        List<Rule> rules = policy.rules().stream().map(this::reduced).toList();
        Map<ListName, NetworkList> lists = new HashMap<>();
        state.lists()
                .forEach((name, list) ->
                        lists.put(name, new NetworkList(name, reduced(list.entries()))));
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

    private Rule reduced(Rule rule) {
        return new Rule(
                rule.id(),
                rule.name(),
                rule.effect(),
                reduced(rule.sources()),
                reduced(rule.except()),
                rule.scope(),
                rule.life(),
                rule.onTrial());
    }

    private List<Entry> reduced(List<Entry> entries) {
        return entries.stream().filter(entry -> matters(entry.source())).toList();
    }

    private boolean matters(Source source) {
        return switch (source) {
            case Source.Network(var prefix) -> addresses.stream().anyMatch(prefix::contains);
            case Source.Range(IpRange range) -> addresses.stream().anyMatch(range::contains);
            case Source.Country ignored -> true;
            case Source.Asn ignored -> true;
            case Source.ListReference ignored -> true;
            case Source.Any ignored -> true;
        };
    }
}
