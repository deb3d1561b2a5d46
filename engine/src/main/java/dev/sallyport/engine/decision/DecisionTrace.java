package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision with everything that led to it, for people; made by {@link DecisionTracer}.
 *
 * @param decision what was decided, by which rule and entry
 * @param embedded IPv4 addresses that the client address holds embedded and that put it in doubt
 * @param rules every rule of the policy in the order of its id, as it stood to the request
 * @param draft what the draft said, or null if there is none
 * @param trial what the policy would say if every rule on trial counted, or null if none is on
 *     trial
 */
public record DecisionTrace(
        Decision decision,
        List<IpAddress> embedded,
        List<RuleTrace> rules,
        @Nullable Decision draft,
        @Nullable Decision trial) {

    /** Copies the lists. */
    public DecisionTrace {
        embedded = List.copyOf(embedded);
        rules = List.copyOf(rules);
    }
}
