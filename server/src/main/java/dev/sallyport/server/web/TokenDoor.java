package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.server.token.FailedAttempts;
import dev.sallyport.server.token.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/*
 * Access tokens for client credentials (RFC 6749 sections 4.4 and 5). Refusals of the grant have the form that RFC gives
 * them; everything else is a problem as everywhere.
 */
@RestController
final class TokenDoor {

    static final String PATH = "/oauth/token";

    private static final String GRANT_TYPE = "client_credentials";

    private final Issuer issuer;
    private final FailedAttempts attempts;
    private final Bodies bodies;

    TokenDoor(Issuer issuer, FailedAttempts attempts, Bodies bodies) {
        this.issuer = issuer;
        this.attempts = attempts;
        this.bodies = bodies;
    }

    @PostMapping(
            path = PATH,
            consumes = {
                MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                MediaType.MULTIPART_FORM_DATA_VALUE
            },
            produces = Answers.JSON)
    ResponseEntity<byte[]> token(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(request.getAttribute(RequestFilter.ADDRESS) instanceof ClientAddress address)) {
            throw new IllegalStateException("a request without an address");
        }
        Optional<Duration> wait = attempts.wait(address);
        if (wait.isPresent()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
            throw new RefusedException(
                    ProblemCode.REQUEST_TOO_MANY,
                    "too many token requests from this address failed");
        }
        try {
            return answer(TokenRequest.read(request, bodies, false), address);
        } catch (TokenRequest.MalformedException malformed) {
            return refusal("invalid_request", malformed.getMessage());
        }
    }

    private ResponseEntity<byte[]> answer(TokenRequest request, ClientAddress address) {
        if (request.grantType() == null) {
            return refusal("invalid_request", "the parameter `grant_type` is missing");
        }
        if (!request.grantType().equals(GRANT_TYPE)) {
            return refusal("unsupported_grant_type", "the only grant type is `" + GRANT_TYPE + "`");
        }
        return switch (request.issuedBy(issuer)) {
            case Issuer.Result.Issued issued -> issued(issued);
            case Issuer.Result.InvalidScope ignored ->
                    refusal("invalid_scope", "the client has not every scope that is asked for");
            case Issuer.Result.InvalidClient ignored -> {
                attempts.failed(address);
                yield invalidClient();
            }
        };
    }

    /* None of the values has a character that JSON would escape. */
    private static ResponseEntity<byte[]> issued(Issuer.Result.Issued issued) {
        return Answers.json(
                200,
                "{\"access_token\":\""
                        + issued.token()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                        + issued.life().toSeconds()
                        + ",\"scope\":\""
                        + issued.scope()
                        + "\"}");
    }

    private static ResponseEntity<byte[]> invalidClient() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"sallyport\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(document("invalid_client", "the client is unknown or its secret is wrong"));
    }

    private static ResponseEntity<byte[]> refusal(String error, @Nullable String description) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_JSON)
                .body(document(error, description == null ? "" : description));
    }

    private static byte[] document(String error, String description) {
        return ("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}")
                .getBytes(UTF_8);
    }
}
