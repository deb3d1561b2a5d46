package dev.sallyport.conformance.nginx;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.SupportGrant;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.testkit.Chance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tenants whose policies are seeded samples of published networks: clouds, and routes of which some
 * hold clients of the log. Each revision draws anew.
 */
final class ReplayTenants {

    /** The doors, by paths that the log holds. */
    static final List<ChannelDeclaration> CHANNELS =
            List.of(
                    new ChannelDeclaration(
                            new ChannelId("ui"), List.of("/presentations/", "/images")),
                    new ChannelDeclaration(new ChannelId("api"), List.of("/blog")),
                    new ChannelDeclaration(new ChannelId("sso"), List.of("/files/", "/blog/tags")),
                    new ChannelDeclaration(new ChannelId("scim"), List.of("/projects/xdotool")));

    private final List<IpPrefix> clouds;
    private final List<IpPrefix> routes;
    private final List<IpPrefix> home;
    private final List<IpAddress> clients;

    ReplayTenants(SharedData data, List<SharedData.LogLine> log) throws IOException {
        clouds = data.clouds();
        routes = data.routes();
        clients =
                log.stream()
                        .map(line ->
                                AddressParser.tryParse(line.address(), 0, line.address().length()))
                        .filter(address -> address != null)
                        .distinct()
                        .toList();
        Set<IpPrefix> known = Set.copyOf(routes);
        home = new ArrayList<>();
        for (IpAddress client : clients) {
            for (int length = 12; length <= 24; length++) {
                IpPrefix around = IpPrefix.around(client, length);
                if (known.contains(around)) {
                    home.add(around);
                }
            }
        }
    }

    List<IpAddress> clients() {
        return clients;
    }

    List<IpPrefix> clouds() {
        return clouds;
    }

    /** Returns the states of all tenants at a revision, by host. */
    Map<String, TenantState> states(long revision, Chance chance) {
        Map<String, TenantState> states = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            for (DeploymentSwitch deployment : DeploymentSwitch.values()) {
                String id = "allow-" + (mode + "-" + deployment).toLowerCase(Locale.ROOT);
                add(
                        states,
                        state(
                                id,
                                revision,
                                mode,
                                deployment,
                                ClientAuthorization.IGNORE,
                                lists(chance)));
            }
        }
        add(states, enforcing("deny", revision, denials(chance)));
        add(states, enforcing("doors", revision, doors(chance)));
        add(states, enforcing("people", revision, people(chance)));
        add(states, enforcing("free", revision, List.of()));
        add(
                states,
                state(
                        "clients",
                        revision,
                        Mode.ENFORCE,
                        DeploymentSwitch.ENFORCE,
                        ClientAuthorization.REQUIRED,
                        lists(chance)));
        add(
                states,
                state(
                        "clients-some",
                        revision,
                        Mode.ENFORCE,
                        DeploymentSwitch.ENFORCE,
                        ClientAuthorization.WHEN_PRESENT,
                        doors(chance)));
        add(states, helped(revision, chance));
        return states;
    }

    private static void add(Map<String, TenantState> states, TenantState state) {
        states.put(state.tenant() + ".example.com", state);
    }

    private static TenantState enforcing(String id, long revision, List<Rule> rules) {
        return state(
                id,
                revision,
                Mode.ENFORCE,
                DeploymentSwitch.ENFORCE,
                ClientAuthorization.IGNORE,
                rules);
    }

    private static TenantState state(
            String id,
            long revision,
            Mode mode,
            DeploymentSwitch deployment,
            ClientAuthorization authorization,
            List<Rule> rules) {
        return new TenantState(
                new TenantId(id),
                revision,
                revision,
                new Policy(mode, authorization, rules),
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                GeoData.none(),
                List.of(),
                deployment);
    }

    /* Grants, exemptions and break-glass beside a short allow list and a few denials. */
    private TenantState helped(long revision, Chance chance) {
        Coverage support =
                new Coverage(
                        Set.of(),
                        Set.of(new PrincipalReference(PrincipalKind.SUPPORT, "sam")),
                        Set.of(),
                        List.of());
        Coverage callbacks =
                new Coverage(
                        Set.of(new ChannelId("sso"), new ChannelId("api")),
                        Set.of(),
                        Set.of(),
                        List.of());
        List<IpRange> emergency = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            emergency.add(IpPrefix.around(chance.pick(clients), 24).toRange());
        }
        return new TenantState(
                new TenantId("helped"),
                revision,
                revision,
                new Policy(
                        Mode.ENFORCE,
                        ClientAuthorization.IGNORE,
                        List.of(
                                rule(
                                        "office",
                                        Effect.ALLOW,
                                        Scope.ALL,
                                        sample(chance, home, 10),
                                        List.of()),
                                rule(
                                        "pest",
                                        Effect.DENY,
                                        Scope.ALL,
                                        sample(chance, home, 10),
                                        List.of()))),
                null,
                Map.of(),
                List.of(new SupportGrant("help", support, Life.ALWAYS)),
                List.of(new Exemption("callbacks", callbacks, Life.ALWAYS)),
                List.of(new BreakGlassGrant("glass", emergency, Life.ALWAYS)),
                GeoData.none(),
                List.of(),
                DeploymentSwitch.ENFORCE);
    }

    private List<Rule> lists(Chance chance) {
        return List.of(
                rule("clouds", Effect.ALLOW, Scope.ALL, sample(chance, clouds, 40), List.of()),
                rule(
                        "homes",
                        Effect.ALLOW,
                        Scope.ALL,
                        sample(chance, home, 40),
                        sample(chance, home, 5)),
                rule("pests", Effect.DENY, Scope.ALL, sample(chance, home, 10), List.of()));
    }

    private List<Rule> denials(Chance chance) {
        return List.of(
                rule("clouds", Effect.DENY, Scope.ALL, sample(chance, clouds, 60), List.of()),
                rule(
                        "homes",
                        Effect.DENY,
                        Scope.ALL,
                        sample(chance, home, 40),
                        sample(chance, home, 20)),
                rule("routes", Effect.DENY, Scope.ALL, sample(chance, routes, 40), List.of()));
    }

    private List<Rule> doors(Chance chance) {
        Scope ui = new Scope(Set.of(new ChannelId("ui")), Set.of(), Set.of(), Set.of(), Set.of());
        Scope api =
                new Scope(
                        Set.of(new ChannelId("api"), new ChannelId("scim")),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of());
        Scope notSso =
                new Scope(Set.of(), Set.of(new ChannelId("sso")), Set.of(), Set.of(), Set.of());
        return List.of(
                rule("api-in", Effect.ALLOW, api, sample(chance, home, 40), List.of()),
                rule("no-pests", Effect.DENY, notSso, sample(chance, home, 15), List.of()),
                rule(
                        "ui-in",
                        Effect.ALLOW,
                        ui,
                        sample(chance, home, 60),
                        sample(chance, clouds, 10)));
    }

    private List<Rule> people(Chance chance) {
        Scope admins =
                new Scope(
                        Set.of(), Set.of(), Set.of(PrincipalKind.USER), Set.of("admin"), Set.of());
        Scope programs =
                new Scope(
                        Set.of(),
                        Set.of(),
                        Set.of(PrincipalKind.CLIENT),
                        Set.of(),
                        Set.of("web", "cli"));
        return List.of(
                rule("admins", Effect.ALLOW, admins, sample(chance, home, 60), List.of()),
                rule("programs", Effect.DENY, programs, sample(chance, home, 60), List.of()));
    }

    private static List<IpPrefix> sample(Chance chance, List<IpPrefix> all, int count) {
        List<IpPrefix> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(chance.pick(all));
        }
        return chosen;
    }

    private static Rule rule(
            String id, Effect effect, Scope scope, List<IpPrefix> sources, List<IpPrefix> except) {
        return new Rule(
                new RuleId(id),
                "",
                effect,
                entries(id + "-s", sources),
                entries(id + "-x", except),
                scope,
                Life.ALWAYS,
                false);
    }

    private static List<Entry> entries(String id, List<IpPrefix> prefixes) {
        List<Entry> entries = new ArrayList<>();
        for (IpPrefix prefix : prefixes) {
            entries.add(Entry.of(new EntryId(id + entries.size()), new Source.Network(prefix)));
        }
        return entries;
    }
}
