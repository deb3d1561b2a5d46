package dev.sallyport.server.web;

import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;

/* Answers whatever a door or the framework throws with a problem; causes stay in the log. */
final class ProblemResolver implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception exception) {
        if (exception instanceof HttpRequestMethodNotSupportedException method
                && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        if (exception instanceof HttpMediaTypeNotSupportedException type
                && request.getMethod().equals("PATCH")) {
            response.setHeader(
                    HttpHeaders.ACCEPT_PATCH, MediaType.toString(type.getSupportedMediaTypes()));
        }
        try {
            Answers.problem(request, response, problem(request, response, exception));
        } catch (IOException gone) {
            LOG.debug("the caller went away before it was answered", gone);
        }
        return new ModelAndView();
    }

    private static Problem problem(
            HttpServletRequest request, HttpServletResponse response, Exception exception) {
        return switch (exception) {
            case RefusedException refused -> refused.problem();
            case NoHandlerFoundException ignored -> noSuchResource();
            case HttpRequestMethodNotSupportedException ignored ->
                    Problem.of(
                            ProblemCode.REQUEST_METHOD_NOT_ALLOWED,
                            "the resource does not know the method "
                                    + Quoted.text(request.getMethod()));
            case HttpMediaTypeNotSupportedException unsupported ->
                    Problem.of(
                            ProblemCode.REQUEST_MEDIA_TYPE,
                            "the body must be one of " + list(unsupported));
            case HttpMediaTypeNotAcceptableException ignored ->
                    Problem.of(
                            ProblemCode.REQUEST_NOT_ACCEPTABLE,
                            "no media type of the header `Accept` can be answered");
            case StorageException failed -> {
                LOG.error("the state could not be read or written", failed);
                yield Problem.of(
                        ProblemCode.SERVER_UNAVAILABLE,
                        "the state cannot be read or written at this moment");
            }
            case IOException failed -> unreadable(failed, response);
            case UncheckedIOException failed -> unreadable(failed.getCause(), response);
            default -> {
                LOG.error("a request failed", exception);
                yield Problem.of(
                        ProblemCode.SERVER_INTERNAL, "the server failed; its log holds the cause");
            }
        };
    }

    static Problem noSuchResource() {
        return Problem.of(ProblemCode.REQUEST_NO_SUCH_RESOURCE, "no resource has this path");
    }

    /* The body did not arrive; what is left of it is not waited for. */
    private static Problem unreadable(@Nullable IOException failed, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        if (failed instanceof InterruptedIOException) {
            return Problem.of(ProblemCode.REQUEST_TIMEOUT, "the body did not arrive in time");
        }
        LOG.debug("the body of a request could not be read to its end", failed);
        return Problem.of(ProblemCode.REQUEST_MALFORMED, "the body could not be read to its end");
    }

    private static String list(HttpMediaTypeNotSupportedException unsupported) {
        return unsupported.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .sorted()
                .map(type -> "`" + type + "`")
                .collect(Collectors.joining(", "));
    }
}
