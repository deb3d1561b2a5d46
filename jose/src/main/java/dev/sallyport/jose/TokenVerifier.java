package dev.sallyport.jose;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the tokens of one issuer (RFC 7519 section 7.2, RFC 8725). Waits for nothing; costs one
 * signature for each token whose form, algorithm and key are in order. Thread-safe.
 */
public final class TokenVerifier {

    private final TokenPolicy policy;
    private final KeySetSource keys;
    private final InstantSource clock;

    /**
     * Verifies tokens.
     *
     * @param policy what they must be like
     * @param keys the keys of their issuer
     * @param clock the present
     */
    public TokenVerifier(TokenPolicy policy, KeySetSource keys, InstantSource clock) {
        this.policy = policy;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Returns the {@code iss} that a token claims to be of, which nobody has verified: good for
     * choosing whose verifier to ask, and for nothing else. Empty if it names none or is longer
     * than the limit.
     *
     * @param longest the most characters of a token that are looked at
     */
    public static Optional<String> claimedIssuer(String token, int longest) {
        CompactJws jws = token.length() > longest ? null : CompactJws.parse(token);
        Map<String, @Nullable Object> claims =
                jws == null ? null : StrictJson.object(jws.payload());
        return claims != null && claims.get("iss") instanceof String issuer
                ? Optional.of(issuer)
                : Optional.empty();
    }

    /** Returns what a token says if it is to be believed, or why it is not. Never throws. */
    public Verification verify(String token) {
        if (token.length() > policy.longest()) {
            return refused(TokenRefusal.TOO_LONG);
        }
        CompactJws jws = CompactJws.parse(token);
        if (jws == null) {
            return refused(TokenRefusal.MALFORMED);
        }
        if (!isOfType(jws)) {
            return refused(TokenRefusal.TYPE_WRONG);
        }
        return switch (SignatureVerifier.verify(jws, keys.current(), policy.algorithms())) {
            case SignatureVerifier.Result.Verified(VerificationKey key) -> claims(jws, key);
            case SignatureVerifier.Result.Refused(TokenRefusal why) -> {
                if (why == TokenRefusal.KEY_UNKNOWN || why == TokenRefusal.KEYS_UNAVAILABLE) {
                    keys.missed();
                }
                yield refused(why);
            }
        };
    }

    private boolean isOfType(CompactJws jws) {
        String wanted = policy.type();
        if (wanted == null) {
            return true;
        }
        return jws.text("typ").filter(type -> plain(type).equals(plain(wanted))).isPresent();
    }

    private static String plain(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }

    private Verification claims(CompactJws jws, VerificationKey key) {
        Map<String, @Nullable Object> claims = StrictJson.object(jws.payload());
        if (claims == null) {
            return refused(TokenRefusal.MALFORMED);
        }
        List<String> audiences = audiences(claims.get("aud"));
        TokenTimes times = TokenTimes.of(claims);
        if (!(claims.get("iss") instanceof String issuer) || audiences == null || times == null) {
            return refused(TokenRefusal.CLAIM_MALFORMED);
        }
        if (!issuer.equals(policy.issuer())) {
            return refused(TokenRefusal.ISSUER_WRONG);
        }
        if (!policy.audience().admits(audiences)) {
            return refused(TokenRefusal.AUDIENCE_WRONG);
        }
        TokenRefusal untimely = refusalNow(times);
        return untimely == null
                ? new Verification.Verified(new VerifiedToken(new Claims(claims), times, key))
                : refused(untimely);
    }

    /* A text or a list of texts, RFC 7519 section 4.1.3; a missing one is meant for nobody. Null for anything else. */
    private static @Nullable List<String> audiences(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case String one -> List.of(one);
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    list.stream().map(String.class::cast).toList();
            default -> null;
        };
    }

    /** Returns why a token that was verified before is not to be believed any longer, or null. */
    @Nullable TokenRefusal refusalNow(VerifiedToken token) {
        KeySet current = keys.current();
        if (current.size() == 0) {
            return TokenRefusal.KEYS_UNAVAILABLE;
        }
        return current.holds(token.key()) ? refusalNow(token.times()) : TokenRefusal.KEY_UNKNOWN;
    }

    private @Nullable TokenRefusal refusalNow(TokenTimes times) {
        return times.refusalAt(clock.millis(), policy.clockSkew().toMillis());
    }

    /** Returns the most characters of a token that is looked at. */
    public int longest() {
        return policy.longest();
    }

    private static Verification refused(TokenRefusal why) {
        return new Verification.Refused(why);
    }

    @Override
    public String toString() {
        return "TokenVerifier[" + policy.issuer() + "]";
    }
}
