package dev.sallyport.server.compat.genesys;

import dev.sallyport.compat.genesys.ErrorBodies;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorRoute;
import dev.sallyport.server.compat.DoorTokens;
import java.io.IOException;

/* Tokens for client credentials, in the Basic header; refusals of the grant are those of RFC 6749 section 5.2. */
final class TokenRoute {

    private final DoorTokens tokens;

    TokenRoute(DoorTokens tokens) {
        this.tokens = tokens;
    }

    DoorRoute route() {
        return DoorRoute.open("POST", "/oauth/token", (call, groups) -> answer(call));
    }

    /* None of the values has a character that JSON would escape. */
    private DoorAnswer answer(DoorCall call) throws IOException {
        return switch (tokens.issue(call, false)) {
            case DoorTokens.Result.Issued issued ->
                    DoorAnswer.json(
                            200,
                            "{\"access_token\":\""
                                    + issued.token()
                                    + "\",\"token_type\":\"bearer\",\"expires_in\":"
                                    + issued.life().toSeconds()
                                    + ",\"scope\":\""
                                    + issued.scope()
                                    + "\"}");
            case DoorTokens.Result.Refused refused ->
                    DoorAnswer.json(
                            refused.status(),
                            "{\"error\":\""
                                    + refused.error()
                                    + "\",\"error_description\":\""
                                    + refused.description()
                                    + "\"}");
            case DoorTokens.Result.TooMany tooMany -> {
                long seconds = tooMany.delay().toSeconds() + 1;
                yield GenesysAnswers.error(ErrorBodies.tooManyRequests(seconds), call)
                        .with("Retry-After", Long.toString(seconds));
            }
        };
    }
}
