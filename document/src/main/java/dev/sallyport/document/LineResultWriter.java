package dev.sallyport.document;

import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.tenant.LineResult;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;

/** Writes what came of the lines of an import, one JSON document without line breaks for each. */
public final class LineResultWriter {

    /* Enough to mend a line; a million faults of one file shall not fill the memory. */
    private static final int MOST_FAULTS = 5;

    private LineResultWriter() {}

    /**
     * Returns the document of one line: {@code {"line", "id", "result", "problem"}}.
     *
     * @param number the number of the line, from 1
     */
    public static String write(long number, LineResult result) {
        return switch (result) {
            case LineResult.Created(TenantId id) -> done(number, id, "created");
            case LineResult.Updated(TenantId id) -> done(number, id, "updated");
            case LineResult.Unchanged(TenantId id) -> done(number, id, "unchanged");
            case LineResult.Refused(Problem problem) -> refused(number, problem);
        };
    }

    private static String done(long number, TenantId id, String result) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("line", number)
                                .member("id", id.value())
                                .member("result", result)));
    }

    private static String refused(long number, Problem problem) {
        List<Fault> faults = problem.faults();
        List<Fault> shown = faults.subList(0, Math.min(MOST_FAULTS, faults.size()));
        int more = problem.moreFaults() + faults.size() - shown.size();
        return JsonText.of(json ->
                json.object(() ->
                        json.member("line", number)
                                .member("result", "refused")
                                .object(
                                        "problem",
                                        () -> {
                                            json.member("code", problem.code().code())
                                                    .member("status", problem.code().httpStatus())
                                                    .member("detail", problem.detail())
                                                    .array(
                                                            "errors",
                                                            shown,
                                                            fault ->
                                                                    ProblemWriter.fault(
                                                                            json, fault));
                                            if (more > 0) {
                                                json.member("moreErrors", more);
                                            }
                                        })));
    }
}
