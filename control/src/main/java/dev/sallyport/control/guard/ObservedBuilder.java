package dev.sallyport.control.guard;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.evidence.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Picks out of the observations of one tenant whom a change is judged by, in bounded memory. Not thread-safe. */
final class ObservedBuilder {

    private static final int MOST_KEPT = 5_000;

    /* Who is one: an admin per family, everybody else per network and door. */
    private record Key(
            Principal principal,
            @Nullable IpFamily family,
            @Nullable IpPrefix network,
            @Nullable Channel channel) {}

    private final Set<String> adminRoles;
    private final Set<ChannelId> callbackChannels;
    private final Map<Key, Observed.Seen> admins = new HashMap<>();
    private final Map<Key, Observed.Seen> callbacks = new HashMap<>();
    private final Map<Key, Observed.Seen> automations = new HashMap<>();
    private boolean isCut;
    private boolean areFarAway;
    private long ipv4;
    private long ipv6;

    ObservedBuilder(Set<String> adminRoles, Set<ChannelId> callbackChannels) {
        this.adminRoles = adminRoles;
        this.callbackChannels = callbackChannels;
    }

    void add(Observation cell) {
        IpPrefix network = cell.network();
        if (network == null) {
            return;
        }
        if (network.family() == IpFamily.IPV4) {
            ipv4 += cell.count();
        } else {
            ipv6 += cell.count();
        }
        IpAddress address = cell.newest();
        Principal principal = cell.principal();
        if (address == null) {
            return;
        }
        areFarAway |=
                principal.kind() != PrincipalKind.ANONYMOUS && !CallerAddress.isLoopback(address);
        if (cell.outcome().enforced() == Effect.DENY) {
            return;
        }
        Observed.Seen seen =
                new Observed.Seen(principal, address, cell.channel(), cell.lastMillis());
        if (isCallback(cell.channel())) {
            put(callbacks, new Key(principal, null, network, cell.channel()), seen);
        } else if (principal.kind() == PrincipalKind.CLIENT) {
            put(automations, new Key(principal, null, network, cell.channel()), seen);
        } else if (principal.kind() == PrincipalKind.USER
                && !Collections.disjoint(principal.roles(), adminRoles)) {
            put(admins, new Key(principal, network.family(), null, null), seen);
        }
    }

    private boolean isCallback(Channel channel) {
        return channel instanceof Channel.Named(ChannelId id) && callbackChannels.contains(id);
    }

    private void put(Map<Key, Observed.Seen> kept, Key key, Observed.Seen seen) {
        Observed.Seen known = kept.get(key);
        if (known == null && kept.size() >= MOST_KEPT) {
            isCut = true;
            return;
        }
        if (known == null || known.lastMillis() <= seen.lastMillis()) {
            kept.put(key, seen);
        }
    }

    Observed build() {
        return new Observed(
                latest(admins.values()),
                latest(callbacks.values()),
                latest(automations.values()),
                isCut,
                false,
                ipv4,
                ipv6,
                areFarAway);
    }

    private static List<Observed.Seen> latest(Collection<Observed.Seen> all) {
        List<Observed.Seen> sorted = new ArrayList<>(all);
        sorted.sort(
                Comparator.comparingLong(Observed.Seen::lastMillis)
                        .reversed()
                        .thenComparing(Observed.Seen::address));
        return sorted;
    }
}
