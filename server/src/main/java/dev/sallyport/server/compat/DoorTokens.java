package dev.sallyport.server.compat;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.token.AccessTokens;
import dev.sallyport.server.token.ExternalTokens;
import dev.sallyport.server.token.FailedAttempts;
import dev.sallyport.server.token.Issuer;
import dev.sallyport.server.web.RefusedException;
import dev.sallyport.server.web.TokenRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Tokens at the doors: the same that are issued and taken everywhere else. Safe for use by several
 * threads.
 */
public final class DoorTokens {

    /** What came of a token request. */
    public sealed interface Result {

        /**
         * A token was issued.
         *
         * @param token the token
         * @param life how long it is good for
         * @param scope the names of its scopes, separated by spaces
         * @param clientId whose it is
         * @param tenant the client's tenant, or null for one of the operator
         */
        record Issued(
                String token,
                Duration life,
                String scope,
                String clientId,
                @Nullable TenantId tenant)
                implements Result {

            /** Returns words that do not give the token away. */
            @Override
            public String toString() {
                return "Issued[" + scope + "]";
            }
        }

        /**
         * None was issued, RFC 6749 section 5.2.
         *
         * @param status 400 or 401
         * @param error the code of the RFC
         * @param description why, in words that JSON would not escape
         */
        record Refused(int status, String error, String description) implements Result {}

        /**
         * Too many requests from the address failed.
         *
         * @param delay how long to wait
         */
        record TooMany(Duration delay) implements Result {}
    }

    private static final String GRANT_TYPE = "client_credentials";
    private static final String BEARER = "bearer ";

    private final AccessTokens tokens;
    private final ExternalTokens external;
    private final Issuer issuer;
    private final FailedAttempts attempts;

    /** Issues and takes tokens as the rest of the server does. */
    public DoorTokens(
            AccessTokens tokens, ExternalTokens external, Issuer issuer, FailedAttempts attempts) {
        this.tokens = tokens;
        this.external = external;
        this.issuer = issuer;
        this.attempts = attempts;
    }

    /**
     * Answers a token request.
     *
     * @param isQueryRead whether parameters may stand in the query as well
     * @throws IOException if the body cannot be read
     */
    public Result issue(DoorCall call, boolean isQueryRead) throws IOException {
        Optional<Duration> wait = attempts.wait(call.address());
        if (wait.isPresent()) {
            return new Result.TooMany(wait.get());
        }
        if (!isForm(call.request()) && !(isQueryRead && call.request().getContentType() == null)) {
            throw new RefusedException(
                    ProblemCode.REQUEST_MEDIA_TYPE,
                    "the body must be `application/x-www-form-urlencoded` or `multipart/form-data`");
        }
        try {
            return answer(call, TokenRequest.read(call.request(), call.bodies(), isQueryRead));
        } catch (TokenRequest.MalformedException malformed) {
            String why = malformed.getMessage();
            return new Result.Refused(400, "invalid_request", why == null ? "" : why);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = MediaTypes.essence(request.getContentType());
        return type.equals("application/x-www-form-urlencoded")
                || type.equals("multipart/form-data");
    }

    private Result answer(DoorCall call, TokenRequest request) {
        if (request.grantType() == null) {
            return new Result.Refused(
                    400, "invalid_request", "the parameter `grant_type` is missing");
        }
        if (!request.grantType().equals(GRANT_TYPE)) {
            return new Result.Refused(
                    400, "unsupported_grant_type", "the only grant type is `" + GRANT_TYPE + "`");
        }
        return switch (request.issuedBy(issuer)) {
            case Issuer.Result.Issued issued -> issued(call, issued);
            case Issuer.Result.InvalidScope ignored ->
                    new Result.Refused(
                            400,
                            "invalid_scope",
                            "the client has not every scope that is asked for");
            case Issuer.Result.InvalidClient ignored -> {
                attempts.failed(call.address());
                yield invalidClient();
            }
        };
    }

    private Result issued(DoorCall call, Issuer.Result.Issued issued) {
        Caller caller = tokens.caller(issued.token()).orElse(null);
        if (caller == null || isAnothers(call, caller)) {
            return invalidClient();
        }
        caller.ownTenant().ifPresent(call::concerns);
        String clientId =
                switch (caller) {
                    case Caller.Operator operator -> operator.clientId();
                    case Caller.TenantClient client -> client.clientId();
                    case Caller.ExternalMember member -> member.subject();
                    case Caller.ExternalOperator operator -> operator.subject();
                    case Caller.Program ignored -> "program";
                };
        return new Result.Issued(
                issued.token(),
                issued.life(),
                issued.scope(),
                clientId,
                caller.ownTenant().orElse(null));
    }

    private static Result invalidClient() {
        return new Result.Refused(
                401, "invalid_client", "the client is unknown or its secret is wrong");
    }

    /* At a host that names a tenant nobody else's client is known. */
    private static boolean isAnothers(DoorCall call, Caller caller) {
        return call.named()
                .filter(named -> !caller.ownTenant().equals(Optional.of(named)))
                .isPresent();
    }

    /* Returns who calls; throws if nobody is known. */
    Caller caller(DoorCall call) {
        List<String> lines =
                new ArrayList<>(
                        Collections.list(call.request().getHeaders(HttpHeaders.AUTHORIZATION)));
        if (lines.isEmpty()) {
            throw new RefusedException(
                    ProblemCode.AUTH_MISSING, "the request carries no access token");
        }
        String line = lines.getFirst();
        if (lines.size() > 1 || !line.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw invalid();
        }
        String token = line.substring(BEARER.length()).strip();
        Caller caller = tokens.caller(token).orElseGet(() -> fromOutside(token));
        if (isAnothers(call, caller)) {
            throw invalid();
        }
        return caller;
    }

    private Caller fromOutside(String token) {
        return switch (external.caller(token)) {
            case ExternalTokens.Result.Known(Caller caller) -> caller;
            case ExternalTokens.Result.Refused ignored -> throw invalid();
            case ExternalTokens.Result.Unavailable ignored ->
                    throw new RefusedException(
                            ProblemCode.AUTH_ISSUER_UNAVAILABLE,
                            "the keys of the token's issuer cannot be had at this moment");
        };
    }

    private static RefusedException invalid() {
        return new RefusedException(
                Problem.of(
                        ProblemCode.AUTH_INVALID,
                        "the access token is not valid or no longer valid"));
    }
}
