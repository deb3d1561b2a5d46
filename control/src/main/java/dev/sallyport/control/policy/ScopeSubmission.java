package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Scope;
import java.util.List;
import java.util.Set;

/**
 * A scope as somebody wants it to be: a {@link Scope} whose channels are in the order of the
 * document.
 *
 * @param channels the channels it is meant for
 * @param exceptChannels the channels it is not meant for; never together with {@code channels}
 * @param principalKinds the kinds of principal
 * @param roles roles of which the principal must have one
 * @param clients client ids of which the request must carry one
 */
public record ScopeSubmission(
        List<ChannelId> channels,
        List<ChannelId> exceptChannels,
        Set<PrincipalKind> principalKinds,
        Set<String> roles,
        Set<String> clients) {

    /** The scope of a rule that is meant for every request. */
    public static final ScopeSubmission ALL = of(Scope.ALL);

    /** Copies the parts. */
    public ScopeSubmission {
        channels = List.copyOf(channels);
        exceptChannels = List.copyOf(exceptChannels);
        principalKinds = Set.copyOf(principalKinds);
        roles = Set.copyOf(roles);
        clients = Set.copyOf(clients);
    }

    /** Returns the submission that asks for {@code scope} as it is. */
    public static ScopeSubmission of(Scope scope) {
        return new ScopeSubmission(
                scope.channels().stream().sorted().toList(),
                scope.exceptChannels().stream().sorted().toList(),
                scope.principalKinds(),
                scope.roles(),
                scope.clients());
    }

    /**
     * Returns the scope that is asked for.
     *
     * @throws IllegalArgumentException if both channels and excepted channels are given
     */
    public Scope toScope() {
        return new Scope(
                Set.copyOf(channels), Set.copyOf(exceptChannels), principalKinds, roles, clients);
    }
}
