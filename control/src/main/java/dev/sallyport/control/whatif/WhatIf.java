package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;

/**
 * The use case: traffic that was seen, judged by a policy at one instant. Everything is evaluated,
 * nothing enforced: mode and deployment switch make no difference. Safe for use by many threads.
 */
public final class WhatIf {

    private final TenantSnapshot snapshot;
    private final long epochMillis;

    /**
     * Compiles the state.
     *
     * @param state the policy and everything else it is judged with
     * @param epochMillis the instant at which it is judged, in milliseconds since
     *     1970-01-01T00:00:00Z
     */
    public WhatIf(TenantState state, long epochMillis) {
        this.snapshot = TenantSnapshot.compile(state, epochMillis);
        this.epochMillis = epochMillis;
    }

    /** Returns what the policy says of requests with these facts. */
    public Verdict judge(IpAddress address, Channel channel, Principal principal) {
        return new Facts(channel, principal).judge(snapshot, address, epochMillis);
    }

    /**
     * Returns the whole picture.
     *
     * @param traffic requests with the verdicts {@link #judge} gave; walked once, and only what is
     *     denied is kept
     * @param mergedLimit the most entries that are suggested for losers denied alike, 1 or more
     * @param busiest how many of the clients with most allowed requests are named, 0 or more
     */
    public WhatIfReport report(Iterable<Traffic> traffic, int mergedLimit, int busiest) {
        ReportBuilder builder = new ReportBuilder(snapshot.state(), busiest);
        traffic.forEach(builder::add);
        return builder.build(
                new RescueSearch(snapshot, epochMillis),
                new MergeSearch(snapshot, epochMillis),
                mergedLimit);
    }
}
