package dev.sallyport.compat.genesys;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The problems of this program in the vendor's terms. Texts are the vendor's where the vendor has
 * published them; this program's own codes stand in the details.
 */
public final class ProblemErrors {

    private static final String MALFORMED =
            "The request could not be understood by the server due to malformed syntax.";

    /* Faults of the form of a document; all others are faults of a value. */
    private static final Set<ProblemCode> OF_FORM =
            Set.of(
                    ProblemCode.JSON_EMPTY,
                    ProblemCode.JSON_SYNTAX,
                    ProblemCode.JSON_ENCODING,
                    ProblemCode.JSON_TOO_DEEP,
                    ProblemCode.JSON_DUPLICATE_MEMBER,
                    ProblemCode.JSON_UNKNOWN_MEMBER,
                    ProblemCode.JSON_MISSING_MEMBER,
                    ProblemCode.JSON_WRONG_TYPE);

    private static final Map<String, ErrorBody.Limit> LIMITS =
            Map.of(
                    OrgSettingsWriter.ADDRESSES, limit(OrgSettingsChange.MAX_ADDRESSES),
                    OrgSettingsWriter.LEGACY_ADDRESSES, limit(OrgSettingsChange.MAX_ADDRESSES),
                    OrgSettingsWriter.DOMAINS, limit(OrgSettingsChange.MAX_DOMAINS),
                    OrgSettingsWriter.LEGACY_DOMAINS, limit(OrgSettingsChange.MAX_DOMAINS));

    private ProblemErrors() {}

    private static ErrorBody.Limit limit(int most) {
        return new ErrorBody.Limit("organization.allowlist.entries", "directory", most);
    }

    /**
     * Returns a problem in the vendor's terms.
     *
     * @param maxBytes the longest body, in bytes, which the refusal of a longer one names
     */
    public static ErrorBody of(Problem problem, long maxBytes) {
        int status = problem.code().httpStatus();
        return switch (status) {
            case 400 -> badRequest(problem);
            case 401 ->
                    problem.code() == ProblemCode.AUTH_MISSING
                            ? ErrorBodies.authenticationRequired()
                            : ErrorBodies.badCredentials();
            case 403 -> ErrorBodies.notAuthorized();
            case 404 -> ErrorBody.of(404, "not.found", "The requested resource was not found.");
            case 405 ->
                    ErrorBody.of(
                            405, "method.not.allowed", "The resource does not know this method.");
            case 406 -> ErrorBody.of(406, "not.acceptable", sentence(problem.detail(), ""));
            case 408 -> ErrorBody.of(408, "client.timeout", "The request timed out.");
            case 409, 412, 428 -> conflict(problem);
            case 413 -> tooLarge(maxBytes);
            case 415 ->
                    ErrorBody.of(
                            415,
                            "unsupported.media.type",
                            "Unsupported Media Type - Unsupported or incorrect media type, such as"
                                    + " an incorrect Content-Type value in the header.");
            case 429 -> ErrorBodies.tooManyRequests(60);
            case 503 ->
                    ErrorBody.of(
                            503,
                            "service.unavailable",
                            "Service Unavailable - The server is currently unavailable (because it"
                                    + " is overloaded or down for maintenance).");
            default -> status < 500 ? badRequest(problem) : serverError();
        };
    }

    private static ErrorBody serverError() {
        return ErrorBody.of(
                500,
                "internal.server.error",
                "The server encountered an unexpected condition which prevented it from fulfilling"
                        + " the request.");
    }

    private static ErrorBody tooLarge(long maxBytes) {
        return new ErrorBody(
                413,
                "request.entity.too.large",
                "The request is over the size limit. Maximum bytes: " + maxBytes,
                Map.of("maximum", Long.toString(maxBytes)),
                List.of(),
                List.of(),
                null);
    }

    /* What stands against a change that is right by itself, such as who would be locked out by it. */
    private static ErrorBody conflict(Problem problem) {
        return new ErrorBody(
                409,
                "general.conflict",
                message(problem),
                Map.of(),
                details(problem),
                List.of(),
                null);
    }

    private static ErrorBody badRequest(Problem problem) {
        List<Fault> faults = problem.faults();
        boolean isOfForm =
                faults.isEmpty()
                        || faults.stream().anyMatch(fault -> OF_FORM.contains(fault.code()));
        return new ErrorBody(
                400,
                isOfForm ? "bad.request" : "invalid.value",
                isOfForm ? MALFORMED + " " + message(problem) : message(problem),
                Map.of(),
                details(problem),
                faults.size() < 2 ? List.of() : faults.stream().map(ProblemErrors::single).toList(),
                faults.stream()
                        .map(ProblemErrors::limitOf)
                        .filter(limit -> limit != null)
                        .findFirst()
                        .orElse(null));
    }

    private static ErrorBody single(Fault fault) {
        return new ErrorBody(
                400,
                OF_FORM.contains(fault.code()) ? "bad.request" : "invalid.value",
                sentence(fault.detail(), fault.hint()),
                Map.of(),
                List.of(new ErrorBody.Detail(fault.code().code(), field(fault.pointer()))),
                List.of(),
                limitOf(fault));
    }

    private static ErrorBody.@Nullable Limit limitOf(Fault fault) {
        return fault.code() == ProblemCode.JSON_TOO_MANY
                ? LIMITS.get(field(fault.pointer()).replaceAll("\\[.*", ""))
                : null;
    }

    private static List<ErrorBody.Detail> details(Problem problem) {
        return problem.faults().isEmpty()
                ? List.of(new ErrorBody.Detail(problem.code().code(), ""))
                : problem.faults().stream()
                        .map(fault ->
                                new ErrorBody.Detail(fault.code().code(), field(fault.pointer())))
                        .toList();
    }

    private static String message(Problem problem) {
        if (problem.faults().isEmpty()) {
            return sentence(problem.detail(), "");
        }
        Fault first = problem.faults().getFirst();
        int more = problem.faults().size() - 1 + problem.moreFaults();
        return sentence(first.detail(), first.hint())
                + (more == 0
                        ? ""
                        : more == 1
                                ? " There is 1 more fault."
                                : " There are " + more + " more faults.");
    }

    private static String sentence(String detail, String hint) {
        String text = hint.isEmpty() ? detail : detail + ": " + hint;
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    /* A JSON Pointer as the vendor names fields: `/ipAddressAllowlist/3` is `ipAddressAllowlist[3]`. */
    private static String field(String pointer) {
        StringBuilder field = new StringBuilder();
        for (String part : pointer.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.chars().allMatch(c -> c >= '0' && c <= '9') && !field.isEmpty()) {
                field.append('[').append(part).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".")
                        .append(part.replace("~1", "/").replace("~0", "~"));
            }
        }
        return field.toString();
    }
}
