package dev.sallyport.control.confirm;

/** What keeps a provisional revision from being confirmed. */
public sealed interface Missing {

    /** Its time is over; it is about to go back. */
    record Time() implements Missing {}

    /** No decision node is connected, so nobody enforces it. */
    record Node() implements Missing {}

    /** A connected decision node does not enforce it. */
    record Enforcement(NodeState node) implements Missing {}

    /** No request of the publisher was allowed under it. */
    record Sighting(Awaited awaited) implements Missing {}

    /** Returns the public name. */
    default String text() {
        return switch (this) {
            case Time ignored -> "time";
            case Node ignored -> "node";
            case Enforcement ignored -> "enforcement";
            case Sighting ignored -> "sighting";
        };
    }

    /** Returns one sentence, lower case, no final stop. */
    default String words() {
        return switch (this) {
            case Time ignored -> "its time is over, and it is about to go back";
            case Node ignored -> "no decision node is connected";
            case Enforcement(NodeState node) ->
                    "decision node `"
                            + node.node()
                            + "` does not enforce it"
                            + (node.revision() < 0
                                    ? " and decides nothing for this tenant"
                                    : " but revision " + node.revision());
            case Sighting(Awaited awaited) -> "no request was allowed under it " + awaited.words();
        };
    }

    /** Returns what helps. */
    default String hint() {
        return switch (this) {
            case Time ignored -> "publish it again, with more time";
            case Node ignored -> "wait until one is connected";
            case Enforcement ignored -> "wait until the node has taken it over, or end the node";
            case Sighting(Awaited.Impossible ignored) ->
                    "let it go back, and publish through a proxy that tells the address";
            case Sighting ignored -> "use the application once, as usual";
        };
    }
}
