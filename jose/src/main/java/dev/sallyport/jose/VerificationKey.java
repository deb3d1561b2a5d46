package dev.sallyport.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * One public key of an issuer and the algorithms it serves. Immutable and thread-safe: the library's verifiers make what
 * they need for each call.
 */
final class VerificationKey {

    private final @Nullable String id;
    private final String thumbprint;
    private final Map<SignatureAlgorithm, JWSVerifier> verifiers;

    VerificationKey(
            @Nullable String id,
            String thumbprint,
            Map<SignatureAlgorithm, JWSVerifier> verifiers) {
        this.id = id;
        this.thumbprint = thumbprint;
        this.verifiers = new EnumMap<>(verifiers);
    }

    /** Returns the key's {@code kid}, or null if it has none. */
    @Nullable String id() {
        return id;
    }

    boolean serves(SignatureAlgorithm algorithm) {
        return verifiers.containsKey(algorithm);
    }

    /** Returns whether this is the same key in the same role, perhaps of another set. */
    boolean isSame(VerificationKey other) {
        return thumbprint.equals(other.thumbprint)
                && Objects.equals(id, other.id)
                && verifiers.keySet().equals(other.verifiers.keySet());
    }

    /** Returns whether a signature is this key's; false for an algorithm it does not serve. */
    boolean verifies(SignatureAlgorithm algorithm, byte[] input, byte[] signature) {
        JWSVerifier verifier = verifiers.get(algorithm);
        try {
            return verifier != null
                    && verifier.verify(
                            new JWSHeader(JWSAlgorithm.parse(algorithm.algorithmName())),
                            input,
                            Base64URL.encode(signature));
        } catch (JOSEException notVerifiable) {
            return false;
        }
    }
}
