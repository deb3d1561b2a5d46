package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.ProblemWriter;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the container refuses by itself, before any filter sees it, with a problem in place
 * of its HTML page. Public because the container makes it by its name.
 */
public final class ProblemErrorValve extends ErrorReportValve {

    private static final int HTTP_VERSION_NOT_SUPPORTED = 505;

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean mayWrite = new AtomicBoolean(false);
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, mayWrite);
        if (!mayWrite.get()) {
            return;
        }
        if (thrown != null && status >= 500) {
            LOG.error("a request failed outside the doors", thrown);
        }
        Problem problem = problem(status);
        byte[] document =
                ProblemWriter.write(problem, RequestFilter.requestId(request)).getBytes(UTF_8);
        try {
            response.setStatus(problem.code().httpStatus());
            response.setContentType(ProblemWriter.MEDIA_TYPE);
            response.setContentLength(document.length);
            response.getOutputStream().write(document);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("the caller went away before it was answered", gone);
        }
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> ProblemResolver.noSuchResource();
            case 405, 501 ->
                    Problem.of(
                            ProblemCode.REQUEST_METHOD_NOT_ALLOWED,
                            "the resource does not know this method");
            case 408 ->
                    Problem.of(ProblemCode.REQUEST_TIMEOUT, "the request did not arrive in time");
            case 413 -> Problem.of(ProblemCode.REQUEST_TOO_LARGE, "the body is too long");
            case 503 ->
                    Problem.of(
                            ProblemCode.SERVER_UNAVAILABLE,
                            "the server cannot answer at this moment");
            default ->
                    status < 500 || status == HTTP_VERSION_NOT_SUPPORTED
                            ? Problem.of(
                                    ProblemCode.REQUEST_MALFORMED, "the request is not one of HTTP")
                            : Problem.of(
                                    ProblemCode.SERVER_INTERNAL,
                                    "the server failed; its log holds the cause");
        };
    }
}
