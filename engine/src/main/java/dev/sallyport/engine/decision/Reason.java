package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.RuleId;

/** Why a decision came out as it did. The codes are public API: never renamed, never reused. */
public sealed interface Reason {

    /** A break-glass grant covers tenant and client address; semantics section 5 step 1. */
    record BreakGlass(String grant) implements Reason {}

    /** The request's client is not authorised for its principal; semantics section 5 step 2. */
    record ClientNotAuthorized() implements Reason {}

    /** Some applicable DENY rule matched; semantics section 5 step 3. */
    record DeniedByRule(RuleId rule) implements Reason {}

    /** Some applicable ALLOW rule matched; semantics section 5 step 4. */
    record AllowedByRule(RuleId rule) implements Reason {}

    /** An active support grant covers; semantics section 5 step 5. */
    record Granted(String grant) implements Reason {}

    /** A platform exemption covers; semantics section 5 step 5. */
    record Exempted(String exemption) implements Reason {}

    /** Applicable ALLOW rules exist and none matched; semantics section 5 step 6. */
    record NotInAllowList() implements Reason {}

    /** No applicable rule restricts the request; semantics section 5 step 7. */
    record NoRestriction() implements Reason {}

    /** The node knows no such tenant; semantics section 7. */
    record TenantUnknown() implements Reason {}

    /** The node has never had a snapshot; semantics section 7. */
    record NotReady() implements Reason {}

    /** A fact was repeated or malformed; semantics section 7. */
    record RequestAmbiguous() implements Reason {}

    /** Returns the public code. */
    default String code() {
        return switch (this) {
            case BreakGlass ignored -> "break-glass";
            case ClientNotAuthorized ignored -> "client-not-authorized";
            case DeniedByRule ignored -> "denied-by-rule";
            case AllowedByRule ignored -> "allowed-by-rule";
            case Granted ignored -> "grant";
            case Exempted ignored -> "exemption";
            case NotInAllowList ignored -> "not-in-allow-list";
            case NoRestriction ignored -> "no-restriction";
            case TenantUnknown ignored -> "tenant-unknown";
            case NotReady ignored -> "not-ready";
            case RequestAmbiguous ignored -> "request-ambiguous";
        };
    }
}
