package dev.sallyport.engine.policy;

import java.util.Set;

/**
 * For which requests a rule is meant, semantics section 4. Within each part any member will do, an
 * empty part holds for all, and all parts must hold.
 *
 * @param channels the channels it is meant for
 * @param exceptChannels the channels it is not meant for; never together with {@code channels}
 * @param principalKinds the kinds of principal
 * @param roles roles of which the principal must have one
 * @param clients client ids of which the request must carry one
 */
public record Scope(
        Set<ChannelId> channels,
        Set<ChannelId> exceptChannels,
        Set<PrincipalKind> principalKinds,
        Set<String> roles,
        Set<String> clients) {

    /** The scope of a rule that is meant for every request. */
    public static final Scope ALL = new Scope(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if both {@code channels} and {@code exceptChannels} name a
     *     channel
     */
    public Scope {
        channels = Set.copyOf(channels);
        exceptChannels = Set.copyOf(exceptChannels);
        principalKinds = Set.copyOf(principalKinds);
        roles = Set.copyOf(roles);
        clients = Set.copyOf(clients);
        if (!channels.isEmpty() && !exceptChannels.isEmpty()) {
            throw new IllegalArgumentException(
                    "a scope names channels or excepted channels, not both");
        }
    }

    /** Returns whether this scope names channels in either form. */
    public boolean namesChannels() {
        return !channels.isEmpty() || !exceptChannels.isEmpty();
    }
}
