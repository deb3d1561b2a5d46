package dev.sallyport.control.door;

import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a door knows of a tenant, read at one instant.
 *
 * @param revision the active policy
 * @param document what is kept for the door, or null before its first write
 * @param isModeChosen whether somebody ever chose the tenant's mode
 * @param channels the declared channels, {@code other} not among them
 */
public record DoorState(
        PolicyRevision revision,
        @Nullable DoorDocument document,
        boolean isModeChosen,
        Set<ChannelId> channels) {

    /** Copies the channels. */
    public DoorState {
        channels = Set.copyOf(channels);
    }

    /** Returns the active policy. */
    public Policy policy() {
        return revision.policy();
    }

    /** Returns what the policy is for at the moment. */
    public Mode mode() {
        return policy().mode();
    }
}
