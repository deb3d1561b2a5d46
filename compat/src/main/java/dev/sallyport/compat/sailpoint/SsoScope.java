package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.engine.policy.ChannelId;
import java.util.List;
import java.util.Set;

/* What the door last made of the channel `sso` in the scopes of its rules. */
enum SsoScope {
    /** It is left out. */
    EXEMPT,
    /** It is governed like everything else. */
    GOVERNED,
    /** It is to be left out, and nobody had declared it. */
    UNDECLARED;

    static final ChannelId CHANNEL = new ChannelId("sso");

    static SsoScope wanted(boolean isGoverned, Set<ChannelId> declared) {
        if (isGoverned) {
            return GOVERNED;
        }
        return declared.contains(CHANNEL) ? EXEMPT : UNDECLARED;
    }

    private List<ChannelId> except() {
        return this == EXEMPT ? List.of(CHANNEL) : List.of();
    }

    boolean isIn(ScopeSubmission scope) {
        return scope.channels().isEmpty() && scope.exceptChannels().equals(except());
    }

    ScopeSubmission in(ScopeSubmission scope) {
        return new ScopeSubmission(
                List.of(), except(), scope.principalKinds(), scope.roles(), scope.clients());
    }
}
