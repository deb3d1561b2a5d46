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

/** An issuer of tokens of an application, with its keys at a real address. */
final class TestIssuer implements AutoCloseable {

    static final String NAME = "https://id.example.com";

    private final HttpServer server;
    private volatile ECKey key = key("first");
    private volatile boolean isUp = true;

    TestIssuer() {
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
                    byte[] body =
                            ("{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}")
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(isUp ? 200 : 503, isUp ? body.length : -1);
                    if (isUp) {
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        server.start();
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    void up(boolean isItUp) {
        isUp = isItUp;
    }

    /** Signs by another key from now on, and publishes no other. */
    void rotate(String id) {
        key = key(id);
    }

    /**
     * Returns a token for `app`, good for an hour, with these further claims, the first behind a
     * comma.
     */
    String token(String further) {
        return signed(
                "{\"iss\":\""
                        + NAME
                        + "\",\"aud\":\"app\",\"exp\":"
                        + (Instant.now().getEpochSecond() + 3600)
                        + further
                        + "}");
    }

    String signed(String claims) {
        try {
            JWSObject token =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                            new Payload(claims));
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
