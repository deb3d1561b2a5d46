package dev.sallyport.document;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Writes a refusal as problem details (RFC 9457). */
public final class ProblemWriter {

    /** The media type of the document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private ProblemWriter() {}

    /**
     * Returns the document of a problem.
     *
     * @param instance the id of the request, or null
     */
    public static String write(Problem problem, @Nullable String instance) {
        return JsonText.of(json -> json.object(() -> members(json, problem, instance)));
    }

    private static void members(JsonText json, Problem problem, @Nullable String instance) {
        json.member("type", "urn:sallyport:problem:" + problem.code().code())
                .member("title", problem.code().meaning())
                .member("status", problem.code().httpStatus())
                .member("code", problem.code().code())
                .member("detail", problem.detail());
        if (instance != null) {
            json.member("instance", instance);
        }
        json.member("remedy", problem.code().remedy())
                .array("errors", problem.faults(), fault -> fault(json, fault));
        if (problem.moreFaults() > 0) {
            json.member("moreErrors", problem.moreFaults());
        }
    }

    static void fault(JsonText json, Fault fault) {
        json.object(() ->
                json.member("code", fault.code().code())
                        .member("pointer", fault.pointer())
                        .member("detail", fault.detail())
                        .member("hint", fault.hint()));
    }
}
