package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.server.token.Issuer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A token request (RFC 6749 section 4.4.2). Its parameters come from the body only, but where a
 * door's clients are used to something else: a secret in a query ends up in the logs of every proxy
 * on the way.
 *
 * @param clientId who asks, or null if nobody is named
 * @param clientSecret the secret, or null
 * @param grantType the member {@code grant_type}, or null
 * @param scope the member {@code scope}, or null
 */
public record TokenRequest(
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String grantType,
        @Nullable String scope) {

    /* The longest body; twenty times what a client sends. */
    static final int MAX_BODY = 16 * 1024;

    private static final String CLIENT_ID = "client_id";
    private static final String CLIENT_SECRET = "client_secret";
    private static final String BASIC = "basic ";

    /** The request is not one of the kind RFC 6749 describes: {@code invalid_request}. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private record Credentials(String id, String secret) {}

    /**
     * Reads a request.
     *
     * @param isQueryRead whether parameters may stand in the query as well
     * @throws MalformedException if it is of another form, a parameter is repeated, or credentials
     *     are given in two places
     * @throws IOException if the body cannot be read
     */
    public static TokenRequest read(HttpServletRequest request, Bodies bodies, boolean isQueryRead)
            throws IOException, MalformedException {
        Map<String, String> body =
                isQueryRead && request.getContentType() == null
                        ? new HashMap<>()
                        : body(request, bodies);
        if (isQueryRead && request.getQueryString() != null) {
            for (Map.Entry<String, String> each : form(request.getQueryString()).entrySet()) {
                add(body, each.getKey(), each.getValue());
            }
        }
        Credentials basic = basic(request);
        String id = body.get(CLIENT_ID);
        String secret = body.get(CLIENT_SECRET);
        if (basic != null) {
            if (secret != null || (id != null && !id.equals(basic.id()))) {
                throw new MalformedException("credentials are given in the header and in the body");
            }
            id = basic.id();
            secret = basic.secret();
        }
        String scope = body.get("scope");
        if (isQueryRead && scope != null) {
            // The clients that send queries are told of a scope that ends in a blank.
            scope = scope.isBlank() ? null : scope.strip();
        }
        return new TokenRequest(id, secret, body.get("grant_type"), scope);
    }

    /** Returns what {@code issuer} makes of the credentials, in either reading of them. */
    public Issuer.Result issuedBy(Issuer issuer) {
        if (clientId == null || clientSecret == null) {
            return new Issuer.Result.InvalidClient();
        }
        Issuer.Result result = issuer.issue(clientId, clientSecret, scope);
        String plainId = formDecoded(clientId);
        String plainSecret = formDecoded(clientSecret);
        boolean encoded = !plainId.equals(clientId) || !plainSecret.equals(clientSecret);
        return encoded && result instanceof Issuer.Result.InvalidClient
                ? issuer.issue(plainId, plainSecret, scope)
                : result;
    }

    private static Map<String, String> body(HttpServletRequest request, Bodies bodies)
            throws IOException, MalformedException {
        if (MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type(request))) {
            return parts(request);
        }
        try (InputStream bytes = bodies.open(request, MAX_BODY)) {
            byte[] form = bytes.readNBytes(MAX_BODY + 1);
            if (form.length > MAX_BODY) {
                throw new RefusedException(
                        ProblemCode.REQUEST_TOO_LARGE,
                        "the body is longer than " + MAX_BODY + " bytes");
            }
            return form(new String(form, UTF_8));
        }
    }

    private static MediaType type(HttpServletRequest request) throws MalformedException {
        try {
            return MediaType.parseMediaType(request.getContentType());
        } catch (InvalidMediaTypeException malformed) {
            throw new MalformedException("the header `Content-Type` cannot be understood");
        }
    }

    private static Map<String, String> form(String text) throws MalformedException {
        Map<String, String> members = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            add(members, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return members;
    }

    private static Map<String, String> parts(HttpServletRequest request)
            throws IOException, MalformedException {
        Map<String, String> members = new HashMap<>();
        try {
            for (Part part : request.getParts()) {
                try (InputStream bytes = part.getInputStream()) {
                    add(members, part.getName(), new String(bytes.readNBytes(MAX_BODY), UTF_8));
                }
            }
            return members;
        } catch (ServletException | IllegalStateException notMultipart) {
            throw new MalformedException("the body is no multipart form, or too long");
        }
    }

    /* An empty value counts as absent, RFC 6749 section 3.2. */
    private static void add(Map<String, String> members, String name, String value)
            throws MalformedException {
        if (!value.isEmpty() && members.putIfAbsent(name, value) != null) {
            throw new MalformedException("a parameter is given twice");
        }
    }

    private static @Nullable Credentials basic(HttpServletRequest request)
            throws MalformedException {
        List<String> headers =
                new ArrayList<>(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)));
        if (headers.isEmpty()) {
            return null;
        }
        String header = headers.getFirst();
        if (headers.size() > 1 || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw new MalformedException(
                    "the header `Authorization` is not one line of the scheme `Basic`");
        }
        String text;
        try {
            text =
                    new String(
                            Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
                            UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedException("the header `Authorization` is not Base64");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new MalformedException("the header `Authorization` holds no `id:secret`");
        }
        return new Credentials(text.substring(0, colon), text.substring(colon + 1));
    }

    /*
     * RFC 6749 section 2.3.1 wants id and secret form-encoded inside a Basic header; most clients do not. Both readings are
     * the same for all that is made here.
     */
    private static String formDecoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static String decoded(String text) throws MalformedException {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new MalformedException("the body has an escape that is none");
        }
    }

    /** Returns words that do not give the secret away. */
    @Override
    public String toString() {
        return "TokenRequest[redacted]";
    }
}
