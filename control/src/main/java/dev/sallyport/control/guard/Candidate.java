package dev.sallyport.control.guard;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.TenantState;
import java.util.List;

/**
 * What is about to become true of a tenant, and who wants it. In both states the deployment is
 * enforcing, so that turning the switch later surprises nobody.
 *
 * @param before the tenant's state as it is
 * @param state the state as it would be
 * @param channels the declared channels
 * @param witnesses whose access it is judged by
 * @param origin who changes it, from where and when
 */
public record Candidate(
        TenantState before,
        TenantState state,
        List<ChannelDeclaration> channels,
        Witnesses witnesses,
        Origin origin) {

    /** Copies the channels. */
    public Candidate {
        channels = List.copyOf(channels);
    }

    /** Returns whether somebody of the tenant makes the change, who can lock themselves out. */
    boolean hasOwnCaller() {
        return origin.caller().ownTenant().filter(state.tenant()::equals).isPresent();
    }

    long now() {
        return origin.at().toEpochMilli();
    }
}
