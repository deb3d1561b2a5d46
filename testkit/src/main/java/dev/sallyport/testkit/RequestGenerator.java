package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Makes requests aimed at the boundaries of one state of a tenant. */
final class RequestGenerator {

    private final World world;
    private final Chance chance;
    private final List<Octets> boundaries = new ArrayList<>();
    private final List<Octets> ipv4Boundaries = new ArrayList<>();

    RequestGenerator(World world, TenantState state) {
        this.world = world;
        this.chance = world.chance;
        add(state.policy());
        Policy draft = state.draft();
        if (draft != null) {
            add(draft);
        }
        for (NetworkList list : state.lists().values()) {
            addEntries(list.entries());
        }
        state.supportGrants().forEach(grant -> add(grant.coverage()));
        state.exemptions().forEach(exemption -> add(exemption.coverage()));
        state.breakGlassGrants().forEach(grant -> grant.addresses().forEach(this::add));
        if (state.geoData() instanceof FixedGeoData fixed) {
            fixed.places().forEach(place -> add(place.range()));
        }
        if (boundaries.isEmpty()) {
            boundaries.addAll(world.ipv4);
            boundaries.addAll(world.ipv6);
        }
        for (Octets boundary : boundaries) {
            if (boundary.isIpv4()) {
                ipv4Boundaries.add(boundary);
            }
        }
        if (ipv4Boundaries.isEmpty()) {
            ipv4Boundaries.addAll(world.ipv4);
        }
    }

    private void add(Policy policy) {
        for (Rule rule : policy.rules()) {
            addEntries(rule.sources());
            addEntries(rule.except());
        }
    }

    private void add(Coverage coverage) {
        coverage.addresses().forEach(this::add);
    }

    private void addEntries(List<Entry> entries) {
        for (Entry entry : entries) {
            switch (entry.source()) {
                case Source.Network network -> add(network.prefix());
                case Source.Range range -> add(range.range());
                case Source.Country ignored -> {}
                case Source.Asn ignored -> {}
                case Source.ListReference ignored -> {}
                case Source.Any ignored -> {}
            }
        }
    }

    private void add(IpPrefix prefix) {
        add(Octets.of(prefix.address()), Octets.lastOf(prefix));
    }

    private void add(IpRange range) {
        add(Octets.of(range.first()), Octets.of(range.last()));
    }

    private void add(Octets first, Octets last) {
        boundaries.add(first);
        boundaries.add(last);
        first.plus(-1).ifPresent(boundaries::add);
        last.plus(1).ifPresent(boundaries::add);
    }

    /* A request at an instant in milliseconds. */
    Request request(long epochMillis) {
        return new Request(client(), epochMillis, channel(), principal());
    }

    private ClientAddress client() {
        if (chance.percent(6)) {
            return new ClientAddress.Undetermined(chance.pick(List.of(UndeterminedCause.values())));
        }
        return new ClientAddress.Determined(address(), ClientAddress.GIVEN);
    }

    private IpAddress address() {
        return switch (chance.below(10)) {
            case 0 -> chance.pick(chance.oneIn(2) ? world.ipv4 : world.ipv6).address();
            case 1 -> mapped(chance.pick(ipv4Boundaries)).address();
            case 2 -> Landmarks.any(chance).address();
            case 3, 4, 5 -> embedding(chance.pick(ipv4Boundaries)).address();
            default -> chance.pick(boundaries).address();
        };
    }

    private Octets embedding(Octets ipv4) {
        EmbeddedForm form = chance.pick(world.forms);
        return chance.pick(form.write(Landmarks.carrier(chance), ipv4, world.nat64));
    }

    private static Octets mapped(Octets ipv4) {
        return Octets.of(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0xFF,
                0xFF,
                ipv4.octet(0),
                ipv4.octet(1),
                ipv4.octet(2),
                ipv4.octet(3));
    }

    private Channel channel() {
        return chance.percent(18) ? Channel.AMBIGUOUS : Channel.of(chance.pick(World.CHANNELS));
    }

    private Principal principal() {
        PrincipalKind kind = chance.pick(List.of(PrincipalKind.values()));
        if (kind == PrincipalKind.ANONYMOUS && chance.oneIn(2)) {
            return Principal.ANONYMOUS;
        }
        return new Principal(
                kind,
                chance.percent(15) ? null : chance.pick(World.PRINCIPALS),
                chance.percent(40) ? Set.of() : chance.some(World.ROLES, 2),
                chance.percent(30) ? null : chance.pick(World.CLIENTS),
                authorizedClients());
    }

    private @Nullable Set<String> authorizedClients() {
        if (chance.percent(40)) {
            return null;
        }
        return chance.percent(15) ? Set.of() : chance.some(World.CLIENTS, 3);
    }
}
