package dev.sallyport.conformance;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/* Short ways to write down states and requests by hand. */
final class Given {

    /* 2026-03-01T00:00:00Z in milliseconds. */
    static final long NOW = 1_772_323_200_000L;

    static final ClientAddress UNDETERMINED =
            new ClientAddress.Undetermined(UndeterminedCause.GIVEN);

    private Given() {}

    static Channel channel(String id) {
        return Channel.of(new ChannelId(id));
    }

    static Source prefix(String text) {
        return new Source.Network(IpPrefix.parse(text));
    }

    static Source range(String text) {
        return new Source.Range(IpRange.parse(text));
    }

    static Source country(String code) {
        return new Source.Country(new CountryCode(code));
    }

    static Source list(String name) {
        return new Source.ListReference(new ListName(name));
    }

    static Source any() {
        return new Source.Any();
    }

    static List<Entry> entries(Collection<Source> sources) {
        List<Entry> entries = new ArrayList<>();
        for (Source source : sources) {
            entries.add(Entry.of(new EntryId("e" + entries.size()), source));
        }
        return entries;
    }

    static List<Entry> entries(Source... sources) {
        return entries(List.of(sources));
    }

    static Rule allow(String id, Source... sources) {
        return rule(id, Effect.ALLOW, entries(sources), List.of(), Scope.ALL, Life.ALWAYS);
    }

    static Rule deny(String id, Source... sources) {
        return rule(id, Effect.DENY, entries(sources), List.of(), Scope.ALL, Life.ALWAYS);
    }

    static Rule rule(
            String id,
            Effect effect,
            List<Entry> sources,
            List<Entry> except,
            Scope scope,
            Life life) {
        return new Rule(new RuleId(id), "", effect, sources, except, scope, life, false);
    }

    static Rule onTrial(Rule rule) {
        return new Rule(
                rule.id(),
                rule.name(),
                rule.effect(),
                rule.sources(),
                rule.except(),
                rule.scope(),
                rule.life(),
                true);
    }

    static Policy policy(Rule... rules) {
        return new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, List.of(rules));
    }

    static TenantState state(Policy policy) {
        return TenantState.of(new TenantId("acme"), 7, 3, policy);
    }

    static TenantState state(Rule... rules) {
        return state(policy(rules));
    }

    static TenantState state(Policy policy, GeoData geoData, NetworkList... lists) {
        return state(policy, geoData, List.of(), lists);
    }

    static TenantState state(
            Policy policy, GeoData geoData, List<Nat64Prefix> nat64, NetworkList... lists) {
        Map<ListName, NetworkList> named = new HashMap<>();
        for (NetworkList list : lists) {
            named.put(list.name(), list);
        }
        return new TenantState(
                new TenantId("acme"),
                7,
                3,
                policy,
                null,
                named,
                List.of(),
                List.of(),
                List.of(),
                geoData,
                nat64,
                DeploymentSwitch.ENFORCE);
    }

    static NetworkList listOf(String name, Source... sources) {
        return new NetworkList(new ListName(name), entries(sources));
    }

    static ClientAddress client(String address) {
        return new ClientAddress.Determined(IpAddress.parse(address), ClientAddress.GIVEN);
    }

    static Request from(String address) {
        return from(client(address));
    }

    static Request from(ClientAddress client) {
        return new Request(client, NOW, Channel.OTHER, Principal.ANONYMOUS);
    }
}
