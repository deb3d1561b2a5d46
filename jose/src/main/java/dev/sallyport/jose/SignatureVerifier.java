package dev.sallyport.jose;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Finds the one key a JWS can be verified by, and verifies. What the header says is believed in one point only: which of the
 * pinned algorithms and which of the known keys to try. Keys it brings along (`jwk`, `x5c`) or points to (`jku`, `x5u`) are
 * not looked at (RFC 8725 section 3.10).
 */
final class SignatureVerifier {

    /** What came of it. */
    sealed interface Result {
        record Verified(VerificationKey key) implements Result {}

        record Refused(TokenRefusal why) implements Result {}
    }

    private SignatureVerifier() {}

    static Result verify(CompactJws jws, KeySet keys, Set<SignatureAlgorithm> allowed) {
        if (jws.has("crit") || jws.has("b64")) {
            return refused(TokenRefusal.HEADER_NOT_UNDERSTOOD);
        }
        Optional<SignatureAlgorithm> algorithm =
                jws.text("alg").flatMap(SignatureAlgorithm::of).filter(allowed::contains);
        if (algorithm.isEmpty()) {
            return refused(TokenRefusal.ALGORITHM_NOT_ALLOWED);
        }
        String id = jws.text("kid").orElse(null);
        if (id == null && jws.has("kid")) {
            return refused(TokenRefusal.MALFORMED);
        }
        if (keys.size() == 0) {
            return refused(TokenRefusal.KEYS_UNAVAILABLE);
        }
        return verify(jws, candidates(keys, id), id, algorithm.get());
    }

    private static List<VerificationKey> candidates(KeySet keys, @Nullable String id) {
        return id == null
                ? keys.keys()
                : keys.keys().stream().filter(key -> id.equals(key.id())).toList();
    }

    private static Result verify(
            CompactJws jws,
            List<VerificationKey> candidates,
            @Nullable String id,
            SignatureAlgorithm algorithm) {
        List<VerificationKey> fit =
                candidates.stream().filter(key -> key.serves(algorithm)).toList();
        if (fit.isEmpty()) {
            boolean isKnown = id != null && !candidates.isEmpty();
            return refused(isKnown ? TokenRefusal.KEY_UNFIT : TokenRefusal.KEY_UNKNOWN);
        }
        if (fit.size() > 1) {
            return refused(TokenRefusal.KEY_AMBIGUOUS);
        }
        VerificationKey key = fit.getFirst();
        return key.verifies(algorithm, jws.signingInput(), jws.signature())
                ? new Result.Verified(key)
                : refused(TokenRefusal.SIGNATURE_INVALID);
    }

    private static Result refused(TokenRefusal why) {
        return new Result.Refused(why);
    }
}
