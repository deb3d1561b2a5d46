package dev.sallyport.compat.nginx;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Effect;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Networks of which the most specific one counts; what is in none is allowed. Not thread-safe.
 *
 *   ALLOW  0.0.0.0/0 ──────────────────────────────   depth 0 (said or not)
 *   DENY      10.0.0.0/8 ───────────────────          depth 1: another effect than what is around it
 *   DENY        10.9.0.0/16 ────                      depth 1: the same effect
 *   ALLOW           10.1.0.0/16 ─────────             depth 2
 *
 * Effects alternate with the depth, so that what a depth says holds except where the next one lies in it.
 */
final class NetworkTable {

    private final Map<IpPrefix, Network> networks = new LinkedHashMap<>();
    private final Map<IpPrefix, Integer> depths = new HashMap<>();
    private final Map<IpFamily, BitSet> lengths = new EnumMap<>(IpFamily.class);

    /** Returns what is said of a network itself or else of the smallest one around it, or null. */
    @Nullable Network at(IpPrefix prefix) {
        Network same = networks.get(prefix);
        return same == null ? around(prefix) : same;
    }

    /** Returns what is said of the smallest network around one, or null. */
    @Nullable Network around(IpPrefix prefix) {
        BitSet used = lengths.get(prefix.family());
        if (used == null || prefix.length() == 0) {
            return null;
        }
        for (int length = used.previousSetBit(prefix.length() - 1);
                length >= 0;
                length = length == 0 ? -1 : used.previousSetBit(length - 1)) {
            Network network = networks.get(IpPrefix.around(prefix.address(), length));
            if (network != null) {
                return network;
            }
        }
        return null;
    }

    /** Says something of a network; what was said of the same is forgotten, and returned. */
    @Nullable Network put(Network network) {
        IpPrefix prefix = network.prefix();
        lengths.computeIfAbsent(prefix.family(), _ -> new BitSet()).set(prefix.length());
        depths.clear();
        return networks.put(prefix, network);
    }

    /** Forgets what was said of a network, and returns it. */
    @Nullable Network remove(IpPrefix prefix) {
        depths.clear();
        return networks.remove(prefix);
    }

    boolean isEmpty() {
        return networks.isEmpty();
    }

    /** Returns all networks in the order in which they were first named. */
    Collection<Network> networks() {
        return networks.values();
    }

    /** Returns what is said of the addresses of a family that are in no smaller network. */
    Effect root(IpFamily family) {
        Network root = networks.get(everything(family));
        return root == null ? Effect.ALLOW : root.effect();
    }

    static IpPrefix everything(IpFamily family) {
        return IpPrefix.parse(family == IpFamily.IPV4 ? "0.0.0.0/0" : "::/0");
    }

    /** Returns how often effects change from the root to a network that is in the table. */
    int depth(Network network) {
        Integer known = depths.get(network.prefix());
        if (known != null) {
            return known;
        }
        Network around = around(network.prefix());
        int depth;
        if (around != null) {
            depth = depth(around) + (around.effect() == network.effect() ? 0 : 1);
        } else {
            depth = network.effect() == root(network.prefix().family()) ? 0 : 1;
        }
        depths.put(network.prefix(), depth);
        return depth;
    }
}
