package dev.sallyport.gate;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tenants, policies and configurations that the tests of this module share. */
final class Gates {

    /** The instant at which everything in these tests happens. */
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** A peer that {@link #trusted()} holds. */
    static final IpAddress PEER = IpAddress.parse("127.0.0.1");

    static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private Gates() {}

    /** Trusts the loopback address the tests connect from, and one more hop. */
    static TrustedProxies trusted() {
        return TrustedProxies.of(
                List.of(
                        AddressParser.parsePrefix("127.0.0.1"),
                        AddressParser.parsePrefix("10.0.0.0/8")));
    }

    static GateConfiguration nginx() {
        return GateConfiguration.of(GateProfile.NGINX).withTrustedProxies(trusted()).withThreads(2);
    }

    /** A ready directory with the doors ui, api and sso, and without tenants. */
    static TenantDirectory directory() {
        TenantDirectory directory = new TenantDirectory();
        directory.channels(
                new ChannelTable(
                        List.of(
                                new ChannelDeclaration(new ChannelId("ui"), List.of("/app/")),
                                new ChannelDeclaration(new ChannelId("api"), List.of("/api")),
                                new ChannelDeclaration(new ChannelId("sso"), List.of("/saml/")))));
        directory.markReady();
        return directory;
    }

    static Rule rule(String id, Effect effect, Scope scope, String... prefixes) {
        List<Entry> entries = new ArrayList<>();
        for (String prefix : prefixes) {
            Source source =
                    prefix.equals("any")
                            ? new Source.Any()
                            : new Source.Network(AddressParser.parsePrefix(prefix));
            entries.add(Entry.of(new EntryId(id + "-" + entries.size()), source));
        }
        return new Rule(new RuleId(id), "", effect, entries, List.of(), scope, Life.ALWAYS, false);
    }

    static Scope channels(String... ids) {
        Set<ChannelId> channels = new HashSet<>();
        for (String id : ids) {
            channels.add(new ChannelId(id));
        }
        return new Scope(channels, Set.of(), Set.of(), Set.of(), Set.of());
    }

    static TenantState state(String tenant, long revision, Mode mode, Rule... rules) {
        return TenantState.of(
                new TenantId(tenant),
                revision,
                revision,
                new Policy(mode, ClientAuthorization.IGNORE, List.of(rules)));
    }

    static void publish(TenantDirectory directory, TenantState state, String... hosts) {
        directory.publish(TenantSnapshot.compile(state, NOW.toEpochMilli()), Set.of(hosts));
    }
}
