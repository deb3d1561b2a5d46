package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** An issuer with one key, which signs whatever it is told to. */
final class TestIssuer {

    private final String id;
    private final String algorithm;
    private final KeyPair pair;

    private TestIssuer(String id, String algorithm, KeyPair pair) {
        this.id = id;
        this.algorithm = algorithm;
        this.pair = pair;
    }

    static TestIssuer rsa(String id, String algorithm, int bits) {
        return new TestIssuer(
                id,
                algorithm,
                generated(() -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(bits);
                    return generator.generateKeyPair();
                }));
    }

    static TestIssuer rsa(String id) {
        return rsa(id, "RS256", 2048);
    }

    static TestIssuer ec(String id, String algorithm, String curve) {
        return new TestIssuer(
                id,
                algorithm,
                generated(() -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec(curve));
                    return generator.generateKeyPair();
                }));
    }

    static TestIssuer edwards(String id) {
        return new TestIssuer(
                id,
                "EdDSA",
                generated(() -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
    }

    private interface Making<T> {
        T make() throws GeneralSecurityException;
    }

    private static <T> T generated(Making<T> making) {
        try {
            return making.make();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns a token of these claims, with the header this issuer always writes. */
    String token(String claims) {
        return token("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + id + "\"}", claims);
    }

    /** Returns a token of this header and these claims, signed by this issuer's algorithm. */
    String token(String header, String claims) {
        String input = text(header.getBytes(UTF_8)) + "." + text(claims.getBytes(UTF_8));
        return input + "." + text(signature(input.getBytes(UTF_8)));
    }

    byte[] signature(byte[] input) {
        return generated(() -> {
            Signature signature =
                    switch (algorithm) {
                        case "RS256" -> Signature.getInstance("SHA256withRSA");
                        case "PS256" -> {
                            Signature pss = Signature.getInstance("RSASSA-PSS");
                            pss.setParameter(
                                    new PSSParameterSpec(
                                            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                            yield pss;
                        }
                        case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                        case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
                        case "ES512" -> Signature.getInstance("SHA512withECDSAinP1363Format");
                        default -> Signature.getInstance("Ed25519");
                    };
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        });
    }

    /** Returns the encoded public key, which everybody can have. */
    byte[] publicKey() {
        return pair.getPublic().getEncoded();
    }

    /** Returns the public key as a JWK. */
    String jwk() {
        return jwk(",\"alg\":\"" + algorithm + "\",\"use\":\"sig\",\"kid\":\"" + id + "\"");
    }

    /** Returns the public key as a JWK with these further members, the first after a comma. */
    String jwk(String further) {
        String material =
                switch (pair.getPublic()) {
                    case RSAPublicKey rsa ->
                            "{\"kty\":\"RSA\",\"n\":\""
                                    + number(rsa.getModulus(), 0)
                                    + "\",\"e\":\""
                                    + number(rsa.getPublicExponent(), 0)
                                    + "\"";
                    case ECPublicKey ec -> {
                        int bits = ec.getParams().getCurve().getField().getFieldSize();
                        int bytes = (bits + 7) / 8;
                        yield "{\"kty\":\"EC\",\"crv\":\"P-"
                                + bits
                                + "\",\"x\":\""
                                + number(ec.getW().getAffineX(), bytes)
                                + "\",\"y\":\""
                                + number(ec.getW().getAffineY(), bytes)
                                + "\"";
                    }
                    default -> {
                        byte[] encoded = pair.getPublic().getEncoded();
                        yield "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                                + text(
                                        Arrays.copyOfRange(
                                                encoded, encoded.length - 32, encoded.length))
                                + "\"";
                    }
                };
        return material + further + "}";
    }

    static KeySet keys(String... jwks) {
        return generated(() -> {
            try {
                return KeySet.parse(set(jwks).getBytes(UTF_8));
            } catch (KeySetException unusable) {
                throw new IllegalStateException(unusable);
            }
        });
    }

    static String set(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, sign, bytes.length);
        byte[] whole = new byte[Math.max(length, magnitude.length)];
        System.arraycopy(magnitude, 0, whole, whole.length - magnitude.length, magnitude.length);
        return text(whole);
    }
}
