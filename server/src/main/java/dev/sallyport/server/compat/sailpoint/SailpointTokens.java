package dev.sallyport.server.compat.sailpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.document.JsonText;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.compat.DoorAnswer;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.compat.DoorTokens;
import dev.sallyport.server.web.RefusedException;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens at this door, which are those of everywhere else in the answer its clients expect, and
 * what may be known without one. Safe for use by several threads.
 */
public final class SailpointTokens {

    private final DoorTokens tokens;
    private final Tenants tenants;

    /** Issues {@code tokens}. */
    public SailpointTokens(DoorTokens tokens, Tenants tenants) {
        this.tokens = tokens;
        this.tenants = tenants;
    }

    DoorAnswer token(DoorCall call) throws IOException {
        return switch (tokens.issue(call, true)) {
            case DoorTokens.Result.Issued issued -> DoorAnswer.json(200, document(issued));
            case DoorTokens.Result.Refused(int status, String error, String description) ->
                    DoorAnswer.json(
                            status,
                            JsonText.of(json ->
                                    json.object(() ->
                                            json.member("error", error)
                                                    .member("error_description", description))));
            case DoorTokens.Result.TooMany(var delay) ->
                    DoorAnswer.json(429, "{\"message\":\" Rate Limit Exceeded \"}")
                            .with("Retry-After", Long.toString(delay.toSeconds() + 1));
        };
    }

    private static String document(DoorTokens.Result.Issued issued) {
        TenantId tenant = issued.tenant();
        return JsonText.of(json ->
                json.object(() ->
                        json.member("access_token", issued.token())
                                .member("token_type", "bearer")
                                .member("expires_in", issued.life().toSeconds())
                                .member("scope", issued.scope())
                                .member("accessType", "OFFLINE")
                                .member("tenant_id", tenant == null ? null : uuid(tenant))
                                .member("internal", false)
                                .member("pod", "sallyport")
                                .member("strong_auth_supported", false)
                                .member("org", tenant == null ? null : tenant.value())
                                .member("strong_auth", false)
                                .member("enabled", true)
                                .member("jti", jti(issued.token()))));
    }

    /* The same for the same tenant everywhere, as that system has it; ours have words for ids. */
    private static String uuid(TenantId tenant) {
        return UUID.nameUUIDFromBytes(("sallyport tenant " + tenant).getBytes(UTF_8)).toString();
    }

    private static String jti(String token) {
        return UUID.nameUUIDFromBytes(token.getBytes(UTF_8)).toString();
    }

    /* What names the tenant is the host; where it names none, no tenant is told. */
    DoorAnswer info(DoorCall call) {
        TenantId named = call.named().orElse(null);
        Tenant tenant = null;
        if (named != null) {
            if (!(tenants.get(named) instanceof Outcome.Done<Tenant>(Tenant found))) {
                throw new RefusedException(
                        ProblemCode.TENANT_UNKNOWN, "the host names no tenant there is");
            }
            tenant = found;
            call.concerns(named);
        }
        return DoorAnswer.json(200, info(tenant, base(call)));
    }

    private static String info(@Nullable Tenant tenant, String base) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("tenantId", tenant == null ? null : uuid(tenant.id()))
                                .member("tenantName", tenant == null ? null : tenant.id().value())
                                .nothing("authorizeEndpoint")
                                .member("tokenEndpoint", base + "/oauth/token")
                                .member("cloudDomainUrl", base)
                                .nothing("logoutUrl")
                                .member("pod", "sallyport")));
    }

    /* Where this door was asked; behind a proxy, what the proxy hands on as `Host`. */
    private static String base(DoorCall call) {
        String text = call.request().getHeader("Host");
        HostName host = text == null ? null : HostName.parse(text);
        if (host == null || text == null) {
            return "";
        }
        String path = call.request().getRequestURI();
        String prefix = path.substring(0, path.length() - call.path().length());
        return call.request().getScheme() + "://" + text + prefix.replaceAll("/+$", "");
    }
}
