package dev.sallyport.engine.decision;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.policy.Scope;

/* A scope in the form that a decision can test without allocating, semantics section 4. */
final class CompiledScope {

    private final Scope scope;
    private final String[] roles;

    CompiledScope(Scope scope) {
        this.scope = scope;
        this.roles = scope.roles().toArray(String[]::new);
    }

    boolean namesChannels() {
        return scope.namesChannels();
    }

    boolean holds(Channel channel, Principal principal) {
        return channelHolds(channel)
                && kindHolds(principal)
                && roleHolds(principal)
                && clientHolds(principal);
    }

    private boolean channelHolds(Channel channel) {
        return switch (channel) {
            case Channel.Named named ->
                    (scope.channels().isEmpty() || scope.channels().contains(named.id()))
                            && !scope.exceptChannels().contains(named.id());
            /* Doubt about the door: the scope counts as held. */
            case Channel.Ambiguous ignored -> true;
        };
    }

    private boolean kindHolds(Principal principal) {
        return scope.principalKinds().isEmpty()
                || scope.principalKinds().contains(principal.kind());
    }

    private boolean roleHolds(Principal principal) {
        if (roles.length == 0) {
            return true;
        }
        for (String role : roles) {
            if (principal.roles().contains(role)) {
                return true;
            }
        }
        return false;
    }

    private boolean clientHolds(Principal principal) {
        if (scope.clients().isEmpty()) {
            return true;
        }
        String client = principal.clientId();
        return client != null && scope.clients().contains(client);
    }
}
