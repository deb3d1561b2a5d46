package dev.sallyport.control.confirm;

/**
 * What a connected decision node decides a tenant's requests by.
 *
 * @param node its name, unique among those that are connected
 * @param revision the revision of the snapshot it holds; -1 if it holds none that decides
 * @param sequence the sequence of that snapshot; -1 if it holds none that decides
 */
public record NodeState(String node, long revision, long sequence) {

    /** Returns the state of a node that cannot decide the tenant's requests. */
    public static NodeState without(String node) {
        return new NodeState(node, -1, -1);
    }

    /** Returns whether the node enforces a provisional revision. */
    public boolean enforces(Provisional provisional) {
        return revision == provisional.revision() && sequence >= provisional.sequence();
    }
}
