package dev.sallyport.compat.sailpoint;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Refusals in the shapes of this API: the document {@code ErrorResponseDto}, but for 401 and 429,
 * which have shapes of their own.
 *
 * @param status the HTTP status: one that the API declares, or 405, 413 or 415
 * @param document the document
 */
public record ErrorResponse(int status, String document) {

    private static final String LOCALE = "en-US";
    private static final String ORIGIN = "DEFAULT";

    private static final Set<ProblemCode> ABOUT_OVERRIDES =
            Set.of(
                    ProblemCode.POLICY_WOULD_LOCK_OUT,
                    ProblemCode.CALLER_ADDRESS_UNRELIABLE,
                    ProblemCode.POLICY_NO_LIVE_ENTRY,
                    ProblemCode.POLICY_GEO_MISSING,
                    ProblemCode.POLICY_LIST_MISSING);

    /* What one status says. */
    private record Words(int status, String detailCode, String message) {}

    /**
     * Returns the refusal that a problem is.
     *
     * @param trackingId 32 hexadecimal digits by which the log names the request
     */
    public static ErrorResponse of(Problem problem, String trackingId) {
        int status = problem.code().httpStatus();
        if (status == 401) {
            return new ErrorResponse(
                    401,
                    JsonText.of(json ->
                            json.object(() ->
                                    json.member(
                                            "error",
                                            "JWT validation failed: " + problem.detail()))));
        }
        if (status == 429) {
            return new ErrorResponse(
                    429,
                    JsonText.of(json ->
                            json.object(() -> json.member("message", " Rate Limit Exceeded "))));
        }
        Words words = words(problem);
        return new ErrorResponse(words.status(), document(words, causes(problem), trackingId));
    }

    private static Words words(Problem problem) {
        return switch (problem.code().httpStatus()) {
            case 403 ->
                    new Words(
                            403,
                            "403 Forbidden",
                            "The server understood the request but refuses to authorize it.");
            case 404 ->
                    new Words(
                            404,
                            "404 Not found",
                            "The server did not find a current representation for the target"
                                    + " resource.");
            case 405 ->
                    new Words(
                            405,
                            "405 Method Not Allowed",
                            "The method is not supported by the target resource.");
            case 413 ->
                    new Words(
                            413,
                            "413 Payload Too Large",
                            "The request is larger than the server is able to process.");
            case 415 ->
                    new Words(
                            415,
                            "415 Unsupported Media Type",
                            "The content of the request is in a format that is not supported by the"
                                    + " target resource.");
            default ->
                    problem.code().httpStatus() >= 500
                            ? new Words(500, "500.0 Internal Fault", "An internal fault occurred.")
                            : badRequest(problem);
        };
    }

    private static Words badRequest(Problem problem) {
        if (problem.code() == ProblemCode.DOOR_NOT_PATCHABLE) {
            return new Words(400, "400.1.1 Illegal update attempt", problem.detail());
        }
        return new Words(
                400,
                "400.1 Bad Request Content",
                "The request was syntactically correct but its content is semantically invalid.");
    }

    private static List<String> causes(Problem problem) {
        if (problem.code().httpStatus() >= 500) {
            return List.of();
        }
        List<String> causes = new ArrayList<>();
        for (Fault fault : problem.faults()) {
            causes.add(
                    place(fault)
                            + fault.detail()
                            + (fault.hint().isEmpty() ? "" : "; " + fault.hint()));
        }
        if (problem.moreFaults() > 0) {
            causes.add("and " + problem.moreFaults() + " more");
        }
        if (causes.isEmpty()) {
            causes.add(problem.detail());
        }
        if (ABOUT_OVERRIDES.contains(problem.code())) {
            causes.add(
                    "nothing was changed; whoever is sure overrides it natively: PUT"
                            + " /api/v1/tenants/{tenant}/policy?override="
                            + problem.code()
                            + "&reason=...");
        }
        return causes;
    }

    /* Places in a policy say nothing to somebody who sent a configuration. */
    private static String place(Fault fault) {
        boolean isOurs = fault.pointer().startsWith("/rules") || fault.pointer().isEmpty();
        return isOurs ? "" : fault.pointer() + ": ";
    }

    private static String document(Words words, List<String> causes, String trackingId) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("detailCode", words.detailCode())
                                .member("trackingId", trackingId)
                                .array(
                                        "messages",
                                        List.of(words.message()),
                                        text -> message(json, text))
                                .array("causes", causes, text -> message(json, text))));
    }

    private static void message(JsonText json, String text) {
        JsonText _ =
                json.object(() ->
                        json.member("locale", LOCALE)
                                .member("localeOrigin", ORIGIN)
                                .member("text", text));
    }
}
