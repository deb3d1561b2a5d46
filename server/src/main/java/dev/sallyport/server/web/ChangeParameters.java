package dev.sallyport.server.web;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;

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
}
