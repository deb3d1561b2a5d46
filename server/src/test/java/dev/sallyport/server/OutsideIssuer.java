package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An issuer outside: real keys, signed tokens, and an endpoint on this machine that serves the
 * keys.
 */
final class OutsideIssuer implements AutoCloseable {

    static final String AUDIENCE = "sallyport";

    private final String issuer;
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private int keyNumber;
    private volatile ECKey key;
    private volatile List<ECKey> published;
    private volatile int status = 200;

    private OutsideIssuer(String issuer) {
        this.issuer = issuer;
        key = newKey();
        published = List.of(key);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext(
                "/keys",
                exchange -> {
                    requests.incrementAndGet();
                    byte[] body =
                            published.stream()
                                    .map(each -> each.toPublicJWK().toJSONString())
                                    .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    static OutsideIssuer start(String issuer) {
        return new OutsideIssuer(issuer);
    }

    private ECKey newKey() {
        try {
            keyNumber++;
            return new ECKeyGenerator(Curve.P_256).keyID(issuer + "#" + keyNumber).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    int requests() {
        return requests.get();
    }

    void answerWith(int httpStatus) {
        status = httpStatus;
    }

    /** Signs with another key from now on and publishes it, without the old one. */
    void rotate() {
        key = newKey();
        published = List.of(key);
    }

    /** Returns a declaration with the given roles (JSON) and claim of the tenant. */
    String declaration(String roles, @Nullable String tenantClaim) {
        return "{\"issuer\":\""
                + issuer
                + "\",\"jwksUrl\":\""
                + url()
                + "\",\"audience\":\""
                + AUDIENCE
                + "\",\"rolesClaim\":\"groups\",\"roles\":"
                + roles
                + (tenantClaim == null ? "" : ",\"tenantClaim\":\"" + tenantClaim + "\"")
                + "}";
    }

    /** Returns claims that are in order; to be changed. */
    Map<String, @Nullable Object> claims(String subject, String... groups) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", subject);
        claims.put("aud", AUDIENCE);
        claims.put("groups", List.of(groups));
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().getEpochSecond() + 600);
        return claims;
    }

    String token(String subject, String... groups) {
        return token(claims(subject, groups));
    }

    String token(Map<String, @Nullable Object> claims) {
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        new Payload(claims));
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
