package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/** How a file holds prefixes. Stateless. */
interface PrefixFormat {

    /** Returns the file that holds exactly these prefixes. */
    String write(List<IpPrefix> prefixes);

    /**
     * Returns the prefixes that a file holds.
     *
     * @throws TargetException if it holds something that this format would not write
     */
    List<IpPrefix> read(String text) throws TargetException;

    /** Returns what such a file can hold. */
    Capacity capacity();
}
