package dev.sallyport.document;

import dev.sallyport.control.issuer.ClaimPath;
import dev.sallyport.control.issuer.IssuerSubmission;
import dev.sallyport.control.issuer.Right;
import dev.sallyport.control.issuer.TokenAlgorithm;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the declaration of an issuer. Strict and total as {@link PolicyReader}. */
public final class IssuerReader {

    private static final int MAX_TEXT_LENGTH = 500;
    private static final int MAX_ROLE_LENGTH = 200;
    private static final int MAX_ROLES = 200;
    private static final int MAX_RIGHTS = 20;
    private static final int MAX_PORT = 65_535;

    private static final List<String> MEMBERS =
            List.of(
                    "issuer",
                    "jwksUrl",
                    "audience",
                    "algorithms",
                    "rolesClaim",
                    "roles",
                    "tenantClaim",
                    "clockSkew");

    private final JsonCursor cursor;
    private @Nullable String issuer;
    private @Nullable URI jwksUrl;
    private @Nullable String audience;
    private Set<TokenAlgorithm> algorithms = TokenAlgorithm.DEFAULT;
    private ClaimPath rolesClaim = new ClaimPath("roles");
    private Map<String, List<Right>> roles = Map.of();
    private @Nullable ClaimPath tenantClaim;
    private Duration clockSkew = IssuerSubmission.DEFAULT_CLOCK_SKEW;

    private IssuerReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the declaration that the bytes hold, or its faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<IssuerSubmission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new IssuerReader(cursor).submission());
    }

    private @Nullable IssuerSubmission submission() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "issuer", "jwksUrl", "audience", "roles");
        return issuer == null || jwksUrl == null || audience == null
                ? null
                : new IssuerSubmission(
                        issuer,
                        jwksUrl,
                        audience,
                        algorithms,
                        rolesClaim,
                        roles,
                        tenantClaim,
                        clockSkew);
    }

    private void member(String member) {
        switch (member) {
            case "issuer" -> issuer = cursor.name(MAX_TEXT_LENGTH);
            case "jwksUrl" -> jwksUrl = url();
            case "audience" -> audience = cursor.name(MAX_TEXT_LENGTH);
            case "algorithms" -> algorithms = algorithms();
            case "rolesClaim" -> {
                ClaimPath path = path();
                rolesClaim = path == null ? rolesClaim : path;
            }
            case "roles" -> roles = roles();
            case "tenantClaim" -> tenantClaim = cursor.isNull() ? null : path();
            case "clockSkew" -> clockSkew = clockSkew();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private @Nullable ClaimPath path() {
        String text = cursor.name(ClaimPath.MAX_LENGTH);
        if (text == null || ClaimPath.isValid(text)) {
            return text == null ? null : new ClaimPath(text);
        }
        cursor.fault(
                ProblemCode.JSON_UNKNOWN_VALUE,
                "claim " + Quoted.text(text) + " begins or ends with a dot",
                "write the name of a claim, or names with dots between them");
        return null;
    }

    private @Nullable URI url() {
        String text = cursor.name(MAX_TEXT_LENGTH);
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text);
            if (isFetched(url)) {
                return url;
            }
        } catch (URISyntaxException noUrl) {
            // Answered below as every other fault.
        }
        cursor.fault(
                ProblemCode.ISSUER_URL_INVALID,
                "URL " + Quoted.text(text) + " is not one that keys are fetched from",
                "write `https://` and a host, without user and fragment; `http` only to `127.0.0.1` or `[::1]`");
        return null;
    }

    /* Names are left to the resolver, so plain http is for literal addresses of this machine only. */
    private static boolean isFetched(URI url) {
        String scheme = url.getScheme();
        String host = url.getHost();
        if (scheme == null
                || host == null
                || url.getPort() == 0
                || url.getPort() > MAX_PORT
                || url.getRawUserInfo() != null
                || url.getRawFragment() != null) {
            return false;
        }
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> true;
            case "http" -> host.equals("127.0.0.1") || host.equals("[::1]");
            default -> false;
        };
    }

    private Set<TokenAlgorithm> algorithms() {
        Set<TokenAlgorithm> found = EnumSet.noneOf(TokenAlgorithm.class);
        int before = cursor.faultCount();
        cursor.array(
                TokenAlgorithm.values().length,
                () -> {
                    TokenAlgorithm algorithm =
                            cursor.choice(List.of(TokenAlgorithm.values()), TokenAlgorithm::text);
                    if (algorithm != null) {
                        found.add(algorithm);
                    }
                });
        if (found.isEmpty() && cursor.faultCount() == before) {
            cursor.fault(
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "an issuer without algorithms could sign nothing",
                    "name at least one, or leave the member out");
        }
        return found;
    }

    /* Role names are the issuer's: any text, so any member. */
    private Map<String, List<Right>> roles() {
        Map<String, List<Right>> found = new HashMap<>();
        cursor.entries(
                MAX_ROLES,
                MAX_ROLE_LENGTH,
                role -> {
                    List<Right> rights = new ArrayList<>();
                    if (cursor.isArray()) {
                        cursor.array(MAX_RIGHTS, () -> right().ifPresent(rights::add));
                    } else {
                        right().ifPresent(rights::add);
                    }
                    found.put(role, rights);
                });
        return found;
    }

    private Optional<Right> right() {
        String text = cursor.rawText(MAX_ROLE_LENGTH);
        if (text == null) {
            return Optional.empty();
        }
        Optional<Right> right = Right.parse(text);
        if (right.isEmpty()) {
            cursor.fault(
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "right " + Quoted.text(text) + " is neither a role nor a scope of ours",
                    "write `viewer`, `help-desk`, `editor`, `publisher`, `auditor`, `operator` or a scope such as `sallyport:override`");
        }
        return right;
    }

    private Duration clockSkew() {
        String text = cursor.rawText(MAX_ROLE_LENGTH);
        if (text == null) {
            return clockSkew;
        }
        if (text.matches("[0-9]{1,3}s")) {
            Duration skew =
                    Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
            if (skew.compareTo(IssuerSubmission.MAX_CLOCK_SKEW) <= 0) {
                return skew;
            }
        }
        cursor.fault(
                ProblemCode.JSON_UNKNOWN_VALUE,
                "clock skew " + Quoted.text(text) + " is none that is allowed for",
                "write whole seconds from `0s` to `300s`");
        return clockSkew;
    }
}
