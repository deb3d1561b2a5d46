package dev.sallyport.server.web;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.egress.document.WellKnown;
import dev.sallyport.server.token.AccessTokens;
import dev.sallyport.server.token.ExternalTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/*
 * Who may come in: the filters of Spring Security that this API needs, in their order. Everything needs a token but the paths
 * listed here. There are no sessions and no cookies, so nothing that protects those. What a caller may do is asked by the
 * doors, which know what a call is about.
 */
final class SecurityFilters {

    /* Open to everybody, for GET. */
    private static final Set<String> PUBLIC =
            Set.of(
                    "/health",
                    "/health/live",
                    "/health/ready",
                    WellKnown.PATH,
                    OpenApiDoor.JSON_PATH,
                    OpenApiDoor.YAML_PATH);

    /* How soon it makes sense to ask again when the keys of an issuer could not be had, in seconds. */
    private static final String RETRY_AFTER = "10";

    private final AccessTokens tokens;
    private final ExternalTokens external;

    private SecurityFilters(AccessTokens tokens, ExternalTokens external) {
        this.tokens = tokens;
        this.external = external;
    }

    static FilterChainProxy of(AccessTokens tokens, ExternalTokens external) {
        return new SecurityFilters(tokens, external).proxy();
    }

    private FilterChainProxy proxy() {
        RequestAttributeSecurityContextRepository contexts =
                new RequestAttributeSecurityContextRepository();
        FilterChainProxy proxy =
                new FilterChainProxy(
                        new DefaultSecurityFilterChain(
                                AnyRequestMatcher.INSTANCE,
                                new HeaderWriterFilter(
                                        List.of(
                                                new XContentTypeOptionsHeaderWriter(),
                                                new CacheControlHeadersWriter(),
                                                new StaticHeadersWriter(
                                                        "Content-Security-Policy",
                                                        "default-src 'none'; frame-ancestors 'none'"))),
                                new SecurityContextHolderFilter(contexts),
                                bearer(contexts),
                                new ExceptionTranslationFilter(
                                        SecurityFilters::unauthenticated, new NullRequestCache()),
                                new AuthorizationFilter((authentication, request) ->
                                        new AuthorizationDecision(
                                                isPublic(request)
                                                        || authentication.get()
                                                                instanceof CallerAuthentication))));
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        // Which methods there are is the doors' to say, with a better answer.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        proxy.setFirewall(firewall);
        proxy.setRequestRejectedHandler((request, response, rejected) ->
                Answers.problem(request, response, ProblemResolver.noSuchResource()));
        return proxy;
    }

    private BearerTokenAuthenticationFilter bearer(
            RequestAttributeSecurityContextRepository contexts) {
        BearerTokenAuthenticationFilter filter =
                new BearerTokenAuthenticationFilter(this::authenticated);
        filter.setSecurityContextRepository(contexts);
        filter.setAuthenticationFailureHandler(SecurityFilters::unauthenticated);
        filter.setAuthenticationEntryPoint(SecurityFilters::unauthenticated);
        return filter;
    }

    private Authentication authenticated(Authentication request) {
        if (request instanceof BearerTokenAuthenticationToken bearer) {
            String token = bearer.getToken();
            return new CallerAuthentication(
                    tokens.caller(token).orElseGet(() -> fromOutside(token)));
        }
        throw new InvalidBearerTokenException("no bearer token");
    }

    private Caller fromOutside(String token) {
        return switch (external.caller(token)) {
            case ExternalTokens.Result.Known(Caller caller) -> caller;
            case ExternalTokens.Result.Refused ignored ->
                    throw new InvalidBearerTokenException("not or no longer valid");
            case ExternalTokens.Result.Unavailable ignored ->
                    throw new AuthenticationServiceException("no keys to verify the token with");
        };
    }

    private static boolean isPublic(HttpServletRequest request) {
        String method = request.getMethod();
        String path = request.getRequestURI();
        if (path.equals(TokenDoor.PATH)) {
            return true;
        }
        boolean isNetwork = path.startsWith(NetworkDoor.PREFIX);
        if (isNetwork
                && method.equals(HttpMethod.POST.name())
                && path.endsWith(AcknowledgementDoor.LAST)) {
            return true;
        }
        boolean reads =
                method.equals(HttpMethod.GET.name()) || method.equals(HttpMethod.HEAD.name());
        return reads
                && (PUBLIC.contains(path)
                        || isNetwork
                        || path.startsWith(DeniedDoor.PREFIX)
                        || path.startsWith(ExplanationDoor.PREFIX));
    }

    private static void unauthenticated(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable AuthenticationException exception)
            throws IOException {
        if (exception instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            Answers.problem(
                    request,
                    response,
                    Problem.of(
                            ProblemCode.AUTH_ISSUER_UNAVAILABLE,
                            "the keys of the token's issuer cannot be had at this moment"));
            return;
        }
        boolean tokenSent = exception instanceof OAuth2AuthenticationException;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                tokenSent
                        ? "Bearer realm=\"sallyport\", error=\"invalid_token\""
                        : "Bearer realm=\"sallyport\"");
        Answers.problem(
                request,
                response,
                tokenSent
                        ? Problem.of(
                                ProblemCode.AUTH_INVALID,
                                "the access token is not valid or no longer valid")
                        : Problem.of(
                                ProblemCode.AUTH_MISSING, "the request carries no access token"));
    }
}
