package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/**
 * Something that holds a set of prefixes: in a firewall, a proxy or a file. Used by one thread.
 *
 * <p>One contract for all: what was applied is what is read, in whichever form the target keeps it;
 * a change is seen whole or not at all, but for two families of ipset; a refused change leaves the
 * target as it was; applying the same again does no harm, also after the process was killed in the
 * middle of it.
 */
public interface Target {

    /** Returns what people call it, such as {@code nftables:inet/filter/saas4,saas6}. */
    String name();

    /** Returns what it can hold. */
    Capacity capacity();

    /**
     * Returns what it holds; empty if it is not there yet and would be made.
     *
     * @throws TargetException if it cannot be read, or holds what is not understood
     */
    Content read() throws TargetException;

    /**
     * Makes it hold exactly these prefixes.
     *
     * @param prefixes in ascending order, disjoint, within the capacity
     * @throws TargetException if that failed; the target is as it was unless the message says more
     */
    void apply(List<IpPrefix> prefixes) throws TargetException;

    /**
     * Makes it hold what it held before.
     *
     * @param before what was read then
     * @throws TargetException if that failed
     */
    default void restore(Content before) throws TargetException {
        apply(before.addresses().prefixes());
    }
}
