package dev.sallyport.control.guard;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.TenantState;
import java.util.List;

/**
 * What is about to become active, and who wants it.
 *
 * @param state the tenant's state as it would be; its deployment is enforcing, so that turning the
 *     switch later surprises nobody
 * @param channels the declared channels
 * @param origin who publishes, from where and when
 */
public record Candidate(TenantState state, List<ChannelDeclaration> channels, Origin origin) {

    /** Copies the channels. */
    public Candidate {
        channels = List.copyOf(channels);
    }
}
