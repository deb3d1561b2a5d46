package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.SupportGrant;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Makes whole states of a tenant around the landmarks of a world. */
final class StateGenerator {

    private final World world;
    private final Chance chance;
    private final EntryGenerator entries;
    private final PolicyGenerator policies;

    StateGenerator(World world) {
        this.world = world;
        this.chance = world.chance;
        this.entries = new EntryGenerator(world);
        this.policies = new PolicyGenerator(world);
    }

    TenantState state() {
        Policy policy = policies.policy();
        return new TenantState(
                new TenantId("acme"),
                chance.below(1_000),
                chance.below(100),
                policy,
                draft(policy),
                lists(),
                supportGrants(),
                exemptions(),
                breakGlassGrants(),
                geoData(),
                world.nat64,
                chance.percent(12) ? DeploymentSwitch.OBSERVE : DeploymentSwitch.ENFORCE);
    }

    private @Nullable Policy draft(Policy policy) {
        if (chance.percent(60)) {
            return null;
        }
        if (chance.percent(50)) {
            return policies.policy();
        }
        // As people edit: one rule more or one less.
        var rules = new ArrayList<>(policy.rules());
        if (!rules.isEmpty() && chance.percent(50)) {
            rules.remove(chance.below(rules.size()));
        } else {
            rules.add(policies.rule());
        }
        return new Policy(policy.mode(), policy.authorizedClients(), rules);
    }

    private Map<ListName, NetworkList> lists() {
        Map<ListName, NetworkList> lists = new HashMap<>();
        for (int i = 0; i < World.LISTS.size() - 1; i++) {
            if (chance.percent(85)) {
                boolean isLong = world.style == WorldStyle.REALISTIC && chance.percent(15);
                int count = isLong ? chance.between(50, 150) : chance.pick(0, 1, 2, 3, 6);
                ListName name = World.LISTS.get(i);
                lists.put(name, new NetworkList(name, entries.plainEntries(count)));
            }
        }
        return lists;
    }

    private List<SupportGrant> supportGrants() {
        List<SupportGrant> grants = new ArrayList<>();
        for (String id : ids(chance.pick(0, 0, 0, 1, 2))) {
            grants.add(new SupportGrant(id, coverage(), entries.life()));
        }
        return grants;
    }

    private List<Exemption> exemptions() {
        List<Exemption> exemptions = new ArrayList<>();
        for (String id : ids(chance.pick(0, 0, 0, 1, 2, 3))) {
            exemptions.add(new Exemption(id, coverage(), entries.life()));
        }
        return exemptions;
    }

    private List<BreakGlassGrant> breakGlassGrants() {
        List<BreakGlassGrant> grants = new ArrayList<>();
        for (String id : ids(chance.pick(0, 0, 0, 0, 0, 0, 0, 1, 2))) {
            grants.add(
                    new BreakGlassGrant(id, entries.ranges(chance.between(0, 2)), entries.life()));
        }
        return grants;
    }

    private Set<String> ids(int count) {
        Set<String> ids = new HashSet<>();
        while (ids.size() < count) {
            ids.add(world.grantId());
        }
        return ids;
    }

    private Coverage coverage() {
        boolean channels = chance.percent(40);
        boolean principals = chance.percent(30);
        boolean clients = chance.percent(25);
        boolean addresses = chance.percent(40) || !channels && !principals && !clients;
        return new Coverage(
                channels ? chance.some(World.CHANNELS, 3) : Set.of(),
                principals ? Set.of(principal()) : Set.of(),
                clients ? chance.some(World.CLIENTS, 2) : Set.of(),
                addresses ? entries.ranges(chance.between(1, 3)) : List.of());
    }

    private PrincipalReference principal() {
        PrincipalKind kind =
                chance.pick(
                        List.of(PrincipalKind.USER, PrincipalKind.CLIENT, PrincipalKind.SUPPORT));
        return new PrincipalReference(kind, chance.pick(World.PRINCIPALS));
    }

    private GeoData geoData() {
        if (chance.percent(10)) {
            return GeoData.none();
        }
        List<FixedGeoData.Place> places = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            places.add(
                    new FixedGeoData.Place(
                            entries.range(),
                            chance.pick(World.COUNTRIES),
                            chance.percent(30) ? 0 : chance.pick(World.ASNS)));
        }
        return new FixedGeoData(families(), families(), places, "2026-03-01");
    }

    private Set<IpFamily> families() {
        return chance.percent(70)
                ? Set.of(IpFamily.IPV4, IpFamily.IPV6)
                : chance.pick(
                        List.of(Set.of(IpFamily.IPV4), Set.of(IpFamily.IPV6), Set.<IpFamily>of()));
    }
}
