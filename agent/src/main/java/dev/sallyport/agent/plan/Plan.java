package dev.sallyport.agent.plan;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.util.ArrayList;
import java.util.List;

/**
 * What a target should hold, and what is remembered then.
 *
 * @param content the addresses that it should hold
 * @param added addresses that it does not hold and should
 * @param removed addresses that it holds and should not
 * @param withdrawn addresses that are listed no more since this round and are held back
 * @param memory what is remembered when it is done
 */
public record Plan(IpSet content, IpSet added, IpSet removed, IpSet withdrawn, Memory memory) {

    /**
     * Returns the fewest prefixes that hold exactly the addresses that it should hold, ascending.
     */
    public List<IpPrefix> desired() {
        return content.prefixes();
    }

    /** Returns whether the target holds what it should. */
    public boolean isInStep() {
        return added.isEmpty() && removed.isEmpty();
    }

    /** Returns the difference in lines: {@code +} for what is added, {@code -} for what goes. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        added.prefixes().forEach(prefix -> lines.add("+ " + prefix));
        removed.prefixes().forEach(prefix -> lines.add("- " + prefix));
        return lines;
    }
}
