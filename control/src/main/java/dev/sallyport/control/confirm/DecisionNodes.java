package dev.sallyport.control.confirm;

import dev.sallyport.engine.policy.TenantId;
import java.util.List;

/**
 * The decision nodes that are connected at the moment; they come and go. Safe for use by several
 * threads, and never waits for a node.
 */
@FunctionalInterface
public interface DecisionNodes {

    /** Returns what every connected node decides the requests to a tenant by. */
    List<NodeState> connected(TenantId tenant);
}
