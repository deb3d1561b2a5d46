package dev.sallyport.engine.policy;

import dev.sallyport.engine.address.IpRange;
import java.util.List;

/**
 * The operator's signed, single-use way past everything for some client addresses of one tenant.
 *
 * @param id unique in the deployment; of several that cover, the smallest is reported
 * @param addresses the client addresses it is for
 * @param life when it counts
 */
public record BreakGlassGrant(String id, List<IpRange> addresses, Life life) {

    /** Copies the addresses. */
    public BreakGlassGrant {
        addresses = List.copyOf(addresses);
    }
}
