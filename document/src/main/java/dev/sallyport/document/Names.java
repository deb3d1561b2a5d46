package dev.sallyport.document;

import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;

/* How closed sets of values are written in documents. Public API: never renamed. */
final class Names {

    private Names() {}

    static String of(Mode mode) {
        return switch (mode) {
            case DISABLED -> "DISABLED";
            case MONITOR -> "MONITOR";
            case ENFORCE -> "ENFORCE";
        };
    }

    static String of(Effect effect) {
        return switch (effect) {
            case ALLOW -> "ALLOW";
            case DENY -> "DENY";
        };
    }

    static String of(ClientAuthorization authorization) {
        return switch (authorization) {
            case IGNORE -> "ignore";
            case WHEN_PRESENT -> "when-present";
            case REQUIRED -> "required";
        };
    }

    static String of(PrincipalKind kind) {
        return switch (kind) {
            case ANONYMOUS -> "anonymous";
            case USER -> "user";
            case CLIENT -> "client";
            case SUPPORT -> "support";
        };
    }

    static String of(DeploymentSwitch position) {
        return switch (position) {
            case ENFORCE -> "enforce";
            case OBSERVE -> "observe";
        };
    }
}
