package dev.sallyport.server.web;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import java.util.HashMap;
import java.util.Map;

/*
 * The places of those who listen: so many in all, and a tenth of them, at least two, for one address (of IPv6 a /64), so that
 * nobody takes them all. Holds an entry for each address that listens. Safe for use by many threads.
 */
final class ListenerPlaces {

    private static final int SHARE = 10;
    private static final int FEWEST = 2;
    private static final int NETWORK = 64;
    private static final String UNDETERMINED = "undetermined";

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    ListenerPlaces(int most) {
        this.most = most;
        mostOfOne = Math.max(FEWEST, most / SHARE);
    }

    /* Takes a place, to be given back; false if there is none for this address. */
    synchronized boolean take(ClientAddress client) {
        int own = taken.getOrDefault(key(client), 0);
        if (all >= most || own >= mostOfOne) {
            return false;
        }
        taken.put(key(client), own + 1);
        all++;
        return true;
    }

    synchronized void giveBack(ClientAddress client) {
        taken.computeIfPresent(key(client), (_, own) -> own > 1 ? own - 1 : null);
        all--;
    }

    private static String key(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Undetermined _ -> UNDETERMINED;
            case ClientAddress.Determined(IpAddress address, String _) ->
                    address.isIpv4()
                            ? address.toString()
                            : IpPrefix.around(address, NETWORK).toString();
        };
    }
}
