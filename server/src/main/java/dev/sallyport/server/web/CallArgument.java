package dev.sallyport.server.web;

import dev.sallyport.engine.client.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/* Hands doors the call they answer. */
final class CallArgument implements HandlerMethodArgumentResolver {

    private final Clock clock;

    CallArgument(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Call.class);
    }

    @Override
    public Call resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        Object address =
                request.getAttribute(RequestFilter.ADDRESS, RequestAttributes.SCOPE_REQUEST);
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        String id = servletRequest == null ? null : RequestFilter.requestId(servletRequest);
        if (SecurityContextHolder.getContext().getAuthentication()
                        instanceof CallerAuthentication authentication
                && address instanceof ClientAddress clientAddress
                && id != null) {
            return new Call(
                    authentication.caller(),
                    clientAddress,
                    Instant.ofEpochMilli(clock.millis()),
                    id);
        }
        throw new IllegalStateException("a door is open to callers without a token");
    }
}
