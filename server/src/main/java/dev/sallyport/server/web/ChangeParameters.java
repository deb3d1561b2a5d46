package dev.sallyport.server.web;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.policy.PublishTerms;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/* What the query of a change says beside the change: the refusals to go ahead in spite of, and why. */
record ChangeParameters(List<String> overrides, String reason) {

    static ChangeParameters of(HttpServletRequest request) {
        String reason = Objects.requireNonNullElse(Parameters.single(request, "reason"), "");
        if (reason.length() > Origin.MAX_REASON_LENGTH) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `reason` is longer than "
                            + Origin.MAX_REASON_LENGTH
                            + " characters");
        }
        return new ChangeParameters(Parameters.all(request, "override"), reason);
    }

    /** Returns the terms of publishing, of which the query says the rest. */
    PublishTerms terms(Precondition precondition, HttpServletRequest request) {
        return new PublishTerms(
                precondition,
                overrides,
                duration(request, "confirmWithin"),
                Parameters.truth(request, "keepDenies"));
    }

    private static @Nullable Duration duration(HttpServletRequest request, String name) {
        String text = Parameters.single(request, name);
        if (text == null) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new RefusedException(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "parameter `"
                            + name
                            + "` is "
                            + Quoted.text(text)
                            + " and not a duration such as `PT10M`");
        }
    }
}
