package dev.sallyport.testkit;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.Scope;
import java.util.Collections;

/* For which requests a rule, a support grant or an exemption is meant: semantics sections 4 and 5. */
final class NaiveScope {

    private NaiveScope() {}

    /*
     * Section 4: "channels or exceptChannels (all but these), principal kinds, roles, client ids; within each any-of, empty =
     * all; a missing attribute fails a scope that names one. All given parts must hold."
     */
    static boolean holds(Scope scope, Situation situation) {
        Principal principal = situation.request().principal();
        return channelsHold(scope, situation.request().channel())
                && (scope.principalKinds().isEmpty()
                        || scope.principalKinds().contains(principal.kind()))
                && (scope.roles().isEmpty()
                        || !Collections.disjoint(scope.roles(), principal.roles()))
                && (scope.clients().isEmpty()
                        || principal.clientId() != null
                                && scope.clients().contains(principal.clientId()));
    }

    private static boolean channelsHold(Scope scope, Channel channel) {
        return switch (channel) {
            // Section 4: "On an ambiguous path a channel scope (either form) counts as held."
            case Channel.Ambiguous ignored -> true;
            case Channel.Named named ->
                    (scope.channels().isEmpty() || scope.channels().contains(named.id()))
                            && !scope.exceptChannels().contains(named.id());
        };
    }

    static boolean namesChannels(Scope scope) {
        return !scope.channels().isEmpty() || !scope.exceptChannels().isEmpty();
    }

    /*
     * Section 5 step 5: "each names some of channels, principals, client ids, addresses; all given parts must hold, at least
     * one is given; never on an ambiguous path".
     */
    static boolean covers(Coverage coverage, Situation situation) {
        Principal principal = situation.request().principal();
        return switch (situation.request().channel()) {
            case Channel.Ambiguous ignored -> false;
            case Channel.Named named ->
                    (coverage.channels().isEmpty() || coverage.channels().contains(named.id()))
                            && (coverage.principals().isEmpty() || names(coverage, principal))
                            && (coverage.clients().isEmpty()
                                    || principal.clientId() != null
                                            && coverage.clients().contains(principal.clientId()))
                            && (coverage.addresses().isEmpty()
                                    || situation.isCertainlyInside(coverage.addresses()));
        };
    }

    private static boolean names(Coverage coverage, Principal principal) {
        for (PrincipalReference reference : coverage.principals()) {
            if (reference.kind() == principal.kind() && reference.id().equals(principal.id())) {
                return true;
            }
        }
        return false;
    }

    static boolean isOther(Channel channel) {
        return channel instanceof Channel.Named named && named.id().equals(ChannelId.OTHER);
    }
}
