package dev.sallyport.server.confirm;

import dev.sallyport.control.confirm.DecisionNodes;
import dev.sallyport.control.confirm.NodeState;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;

/**
 * The decision node inside the server, the only one there is: connected as long as the server runs.
 *
 * @param directory what it decides by
 */
record ThisNode(TenantDirectory directory) implements DecisionNodes {

    static final String NAME = "server";

    @Override
    public List<NodeState> connected(TenantId tenant) {
        TenantSnapshot held = directory.find(tenant);
        return List.of(
                held == null || !held.isReady()
                        ? NodeState.without(NAME)
                        : new NodeState(NAME, held.state().revision(), held.state().sequence()));
    }
}
