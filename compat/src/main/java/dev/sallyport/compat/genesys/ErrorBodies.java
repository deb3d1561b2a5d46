package dev.sallyport.compat.genesys;

import java.util.List;
import java.util.Map;

/**
 * The refusals that only the vendor's API has. Texts are the vendor's where the vendor has
 * published them.
 */
public final class ErrorBodies {

    /** The code of a call from an address that the enforced policy does not let in. */
    public static final String IP_NOT_AUTHORIZED = "ip.not.authorized";

    /** The code of a list that leaves out whoever saves it. */
    public static final String CALLER_NOT_INCLUDED = "ip.allowlist.caller.not.included";

    /** The code of a save by somebody whose address is not known. */
    public static final String CALLER_UNKNOWN = "ip.allowlist.caller.unknown";

    /** The code of a write that would lose what a list cannot say. */
    public static final String NOT_REPRESENTABLE = "ip.allowlist.not.representable";

    /** The code of calls that would let another organisation or support in. */
    public static final String TRUST_NOT_SUPPORTED = "orgauthorization.not.supported";

    private ErrorBodies() {}

    /** Returns the refusal of a caller outside the enforced list. */
    public static ErrorBody ipNotAuthorized() {
        return ErrorBody.of(
                401,
                IP_NOT_AUTHORIZED,
                "The IP address of the request is not authorized for this organization.");
    }

    /** Returns the refusal of a caller without a token. */
    public static ErrorBody authenticationRequired() {
        return ErrorBody.of(
                401,
                "authentication.required",
                "No authentication bearer token specified in authorization header.");
    }

    /** Returns the refusal of a token, or of credentials, that are not or no longer good. */
    public static ErrorBody badCredentials() {
        return ErrorBody.of(401, "bad.credentials", "Invalid login credentials.");
    }

    /**
     * Returns the refusal of a caller who lacks permissions.
     *
     * @param permissions the permissions, of which any would do
     */
    public static ErrorBody missingAny(List<String> permissions) {
        String named = String.join(", ", permissions);
        return new ErrorBody(
                403,
                "missing.any.permissions",
                "Unable to perform the requested action. You must have at least one of the"
                        + " following permissions assigned: "
                        + named,
                Map.of("permissions", named),
                List.of(),
                List.of(),
                null);
    }

    /**
     * Returns the refusal of a caller who lacks permissions.
     *
     * @param permissions the permissions, of which all are needed
     */
    public static ErrorBody missingAll(List<String> permissions) {
        String named = String.join(", ", permissions);
        return new ErrorBody(
                403,
                "missing.permissions",
                "Unable to perform the requested action. You are missing the following"
                        + " permission(s): "
                        + named,
                Map.of("permissions", named),
                List.of(),
                List.of(),
                null);
    }

    /** Returns the refusal of a caller whom the tenant's data is no business of. */
    public static ErrorBody notAuthorized() {
        return ErrorBody.of(
                403, "not.authorized", "You are not authorized to perform the requested action.");
    }

    /**
     * Returns the refusal of a list that leaves out whoever saves it.
     *
     * @param address the caller's address
     */
    public static ErrorBody callerNotIncluded(String address) {
        return new ErrorBody(
                400,
                CALLER_NOT_INCLUDED,
                "The IP address of the user who saves the list must be inside one of its entries,"
                        + " or the list must be empty. Add an entry that contains ["
                        + address
                        + "].",
                Map.of("address", address),
                List.of(new ErrorBody.Detail(CALLER_NOT_INCLUDED, "")),
                List.of(),
                null);
    }

    /** Returns the refusal of a list saved by somebody whose address is not known. */
    public static ErrorBody callerUnknown() {
        return ErrorBody.of(
                        400,
                        CALLER_UNKNOWN,
                        "The IP address of the user who saves the list is not known, so nobody can"
                                + " tell whether it is inside. Call through a proxy that the server"
                                + " trusts, or save an empty list.")
                .because(CALLER_UNKNOWN);
    }

    /**
     * Returns the refusal of a write that would lose something.
     *
     * @param why what a list cannot say, in words that follow "because"
     */
    public static ErrorBody notRepresentable(String why) {
        return ErrorBody.of(
                        400,
                        NOT_REPRESENTABLE,
                        "The list cannot be saved because "
                                + why
                                + ", which a list of networks cannot say; nothing was changed. Edit"
                                + " the policy with the API it was written with.")
                .because(NOT_REPRESENTABLE);
    }

    /** Returns the refusal to let another organisation, or support, in. */
    public static ErrorBody trustNotSupported() {
        return ErrorBody.of(
                        400,
                        TRUST_NOT_SUPPORTED,
                        "This server keeps no organization authorizations, so nobody is let in or"
                                + " shut out by this call and nothing was changed. An authorization"
                                + " never bypasses the list of allowed addresses: add the networks"
                                + " of the partner or of support to the list.")
                .because(TRUST_NOT_SUPPORTED);
    }

    /**
     * Returns the refusal of a caller who asked too often.
     *
     * @param seconds when to ask again
     */
    public static ErrorBody tooManyRequests(long seconds) {
        return ErrorBody.of(
                429,
                "too.many.requests.retry.after",
                "Rate limit exceeded the maximum. Retry the request in [" + seconds + "] seconds");
    }
}
