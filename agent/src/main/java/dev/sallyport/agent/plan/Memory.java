package dev.sallyport.agent.plan;

import dev.sallyport.engine.address.IpSet;
import java.util.List;

/**
 * What the agent remembers of the list between two rounds. Immutable.
 *
 * @param listed the addresses that the last list held
 * @param leaving what is held back, in ascending order, disjoint and not listed
 * @param returned what came back, in ascending order, disjoint
 */
public record Memory(IpSet listed, List<Leaving> leaving, List<Returned> returned) {

    /** Nothing yet. */
    public static final Memory NONE = new Memory(IpSet.EMPTY, List.of(), List.of());

    /** Copies its lists. */
    public Memory {
        leaving = List.copyOf(leaving);
        returned = List.copyOf(returned);
    }

    /** Returns whether no list was ever taken. */
    public boolean isEmpty() {
        return listed.isEmpty() && leaving.isEmpty();
    }

    /** Returns the addresses that are held back. */
    public IpSet held() {
        IpSet.Builder held = IpSet.builder();
        for (Leaving each : leaving) {
            held.add(each.prefix());
        }
        return held.build();
    }
}
