package dev.sallyport.control.explain;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.RuleTrace;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences about decisions and rules, for people who have not read the semantics. */
public final class ExplanationWords {

    private ExplanationWords() {}

    /** Returns what was decided and why, in a sentence or two. */
    public static String summary(Decision decision) {
        Verdict verdict = decision.verdict();
        String why = why(verdict.reason());
        if (verdict.evaluated() == verdict.enforced()) {
            return (verdict.enforced() == Effect.ALLOW ? "Allowed: " : "Denied: ") + why + ".";
        }
        String spared =
                verdict.deployment() == DeploymentSwitch.OBSERVE
                        ? "the whole deployment only observes"
                        : verdict.mode() == Mode.DISABLED
                                ? "the policy is disabled"
                                : "the policy only monitors";
        return "Allowed, because " + spared + "; it would be denied: " + why + ".";
    }

    /** Returns why, as a clause. */
    public static String why(Reason reason) {
        return switch (reason) {
            case Reason.BreakGlass(String grant) ->
                    "the operator's break-glass grant `" + grant + "` covers the address";
            case Reason.ClientNotAuthorized ignored ->
                    "the client is not among those this principal may use";
            case Reason.DeniedByRule(var rule) -> "the DENY rule `" + rule + "` matches";
            case Reason.AllowedByRule(var rule) ->
                    "the ALLOW rule `" + rule + "` matches, and no DENY rule does";
            case Reason.Granted(String grant) -> "the support grant `" + grant + "` covers it";
            case Reason.Exempted(String exemption) ->
                    "the operator's exemption `" + exemption + "` covers it";
            case Reason.NotInAllowList ignored ->
                    "ALLOW rules apply to this request, and none of them matches";
            case Reason.NoRestriction ignored -> "no rule restricts this request";
            case Reason.TenantUnknown ignored -> "no tenant has this host";
            case Reason.NotReady ignored -> "the decision port has not loaded its tenants yet";
            case Reason.RequestAmbiguous ignored -> "the request could be read in two ways";
        };
    }

    /** Returns why a rule does or does not match, as a clause. */
    public static String because(RuleTrace rule, Request request) {
        switch (rule.state()) {
            case DISABLED -> {
                return "it is disabled";
            }
            case ON_TRIAL -> {
                return "it is on trial: only reported"
                        + (rule.sources().matching() ? "; it would match the address" : "");
            }
            case NOT_BEGUN -> {
                return "its beginning has not come";
            }
            case IN_FORCE, EXPIRED -> {}
        }
        List<RuleTrace.Part> failing =
                rule.scope().stream()
                        .filter(part -> !part.holds())
                        .map(RuleTrace.ScopePart::part)
                        .toList();
        if (!failing.isEmpty()) {
            return "it is not meant for this request: " + outside(failing, request);
        }
        if (rule.state() == RuleTrace.State.EXPIRED) {
            return "it has expired"
                    + (rule.effect() == Effect.ALLOW ? "; it still counts as a restriction" : "");
        }
        if (rule.isMatching()) {
            return rule.sources().found().stream().anyMatch(RuleTrace.Found::isCertain)
                    ? "its sources hold the address"
                    : "whether its sources hold the address is in doubt, which counts against access";
        }
        return whyNot(rule, request);
    }

    private static String whyNot(RuleTrace rule, Request request) {
        boolean isUncertain =
                request.channel() instanceof Channel.Ambiguous
                        && rule.effect() == Effect.ALLOW
                        && rule.scope().stream().anyMatch(RuleTrace.ScopePart::isInDoubt);
        if (isUncertain) {
            return "the path could be read in two ways, and it admits only some channels";
        }
        if (!rule.sources().matching()) {
            if (rule.sources().live() == 0) {
                return "it has no live entry";
            }
            return rule.sources().found().isEmpty()
                    ? "none of its sources holds the address"
                    : "whether its sources hold the address is in doubt, which counts against access";
        }
        return rule.except().found().stream().anyMatch(RuleTrace.Found::isCertain)
                ? "an exception holds the address"
                : "whether an exception holds the address is in doubt, which counts against access";
    }

    private static String outside(List<RuleTrace.Part> failing, Request request) {
        return failing.stream()
                .map(part ->
                        switch (part) {
                            case CHANNELS ->
                                    "channel `" + request.channel().label() + "` is not named";
                            case EXCEPT_CHANNELS ->
                                    "channel `" + request.channel().label() + "` is excepted";
                            case PRINCIPAL_KINDS -> "another kind of principal";
                            case ROLES -> "the principal has none of its roles";
                            case CLIENTS -> "the request carries none of its clients";
                        })
                .collect(Collectors.joining(", "));
    }

    /** Returns why there is no client address, or where it is from, as a clause. */
    public static String found(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Determined(var address, String from) ->
                    switch (from) {
                        case ClientAddress.GIVEN -> address + ", as stated";
                        case ClientAddress.PEER -> address + ", the peer itself";
                        case ClientAddress.PROXY_PROTOCOL ->
                                address + ", from the PROXY protocol header";
                        default -> address + ", from `" + from + "`";
                    };
            case ClientAddress.Undetermined(UndeterminedCause cause) ->
                    "undetermined: " + why(cause);
        };
    }

    private static String why(UndeterminedCause cause) {
        return switch (cause) {
            case HEADER_MISSING -> "the trusted proxy sent no address header";
            case ELEMENT_EMPTY -> "an element of the address header is empty";
            case ELEMENT_MALFORMED -> "an element of the address header is no address";
            case ELEMENT_HIDDEN -> "an element of the address header hides the address";
            case UNSPECIFIED_ADDRESS -> "the address is 0.0.0.0 or ::";
            case ONLY_TRUSTED_HOPS -> "every address is that of a trusted proxy";
            case HEADER_REPEATED -> "a header that may stand once stands more than once";
            case PEER_UNKNOWN -> "the connection has no address";
            case GIVEN -> "stated as not known";
        };
    }
}
