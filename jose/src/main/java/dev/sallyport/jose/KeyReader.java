package dev.sallyport.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/* One JWK (RFC 7517 section 4) as a key that verifies, or why it is left out. */
final class KeyReader {

    /** What a JWK comes to. */
    sealed interface Result {
        record Usable(VerificationKey key) implements Result {}

        record LeftOut(String why) implements Result {}
    }

    /* What a key is made of; certificates, links and everything else a JWK may hold is not looked at. */
    private static final List<String> MATERIAL = List.of("kty", "n", "e", "crv", "x", "y");

    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final int MOST_EXPONENT_BITS = 64;
    private static final int LONGEST_ID = 1_000;

    private static final List<SignatureAlgorithm> RSA =
            List.of(
                    SignatureAlgorithm.RS256,
                    SignatureAlgorithm.RS384,
                    SignatureAlgorithm.RS512,
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.PS384,
                    SignatureAlgorithm.PS512);

    private KeyReader() {}

    static Result read(Map<?, ?> members) {
        if ("oct".equals(members.get("kty"))) {
            return new Result.LeftOut("it is symmetric, so whoever can read it can sign with it");
        }
        if (members.containsKey("d")) {
            return new Result.LeftOut("its private part is published, so anybody can sign with it");
        }
        Object use = members.get("use");
        Object operations = members.get("key_ops");
        if (use != null && !use.equals("sig")) {
            return new Result.LeftOut("its use is not signatures");
        }
        if (operations != null
                && !(operations instanceof List<?> list && list.contains("verify"))) {
            return new Result.LeftOut("its operations do not hold `verify`");
        }
        Object id = members.get("kid");
        if (id != null && !(id instanceof String text && text.length() <= LONGEST_ID)) {
            return new Result.LeftOut("its id is no text or too long");
        }
        try {
            return read(JWK.parse(material(members)), (String) id, members.get("alg"));
        } catch (ParseException
                | JOSEException
                | GeneralSecurityException
                | RuntimeException notAKey) {
            return new Result.LeftOut("it is no public key of a known kind");
        }
    }

    private static Map<String, Object> material(Map<?, ?> members) {
        Map<String, Object> material = new HashMap<>();
        for (String name : MATERIAL) {
            Object value = members.get(name);
            if (value != null) {
                material.put(name, value);
            }
        }
        return material;
    }

    private static Result read(JWK key, @Nullable String id, @Nullable Object algorithm)
            throws JOSEException, GeneralSecurityException {
        Map<SignatureAlgorithm, JWSVerifier> verifiers = new EnumMap<>(SignatureAlgorithm.class);
        switch (key) {
            case RSAKey rsa -> {
                RSAPublicKey publicKey = rsa.toRSAPublicKey();
                Optional<String> weakness = weakness(publicKey);
                if (weakness.isPresent()) {
                    return new Result.LeftOut(weakness.get());
                }
                RSASSAVerifier verifier = new RSASSAVerifier(publicKey);
                RSA.forEach(each -> verifiers.put(each, verifier));
            }
            case ECKey ec -> {
                Optional<SignatureAlgorithm> served = servedBy(ec.getCurve());
                if (served.isEmpty()) {
                    return new Result.LeftOut("its curve is none of P-256, P-384, P-521");
                }
                verifiers.put(served.get(), new ECDSAVerifier(ec));
            }
            case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> {
                Ed25519Check verifier = Ed25519Check.of(pair.getDecodedX());
                verifiers.put(SignatureAlgorithm.EDDSA, verifier);
                verifiers.put(SignatureAlgorithm.ED25519, verifier);
            }
            default -> {
                return new Result.LeftOut("it is none of RSA, EC and Ed25519");
            }
        }
        if (algorithm != null) {
            Optional<SignatureAlgorithm> only =
                    algorithm instanceof String name
                            ? SignatureAlgorithm.of(name)
                            : Optional.empty();
            verifiers.keySet().removeIf(each -> only.isEmpty() || !each.isServedBy(only.get()));
        }
        return verifiers.isEmpty()
                ? new Result.LeftOut("its algorithm is none that it could serve")
                : new Result.Usable(
                        new VerificationKey(id, key.computeThumbprint().toString(), verifiers));
    }

    private static Optional<SignatureAlgorithm> servedBy(Curve curve) {
        if (Curve.P_256.equals(curve)) {
            return Optional.of(SignatureAlgorithm.ES256);
        }
        if (Curve.P_384.equals(curve)) {
            return Optional.of(SignatureAlgorithm.ES384);
        }
        return Curve.P_521.equals(curve) ? Optional.of(SignatureAlgorithm.ES512) : Optional.empty();
    }

    private static Optional<String> weakness(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        BigInteger exponent = key.getPublicExponent();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            return Optional.of("its modulus has " + bits + " bits, not 2048 to 8192");
        }
        if (exponent.compareTo(BigInteger.TWO) <= 0
                || !exponent.testBit(0)
                || exponent.bitLength() > MOST_EXPONENT_BITS) {
            return Optional.of("its exponent is not an odd number from 3 to 2^64");
        }
        if (!key.getModulus().testBit(0)) {
            return Optional.of("its modulus is even");
        }
        return RocaFingerprint.isOn(key.getModulus())
                ? Optional.of("its private part can be computed (CVE-2017-15361)")
                : Optional.empty();
    }
}
