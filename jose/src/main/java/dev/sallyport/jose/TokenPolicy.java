package dev.sallyport.jose;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token must be like to be believed.
 *
 * @param issuer its {@code iss}, letter by letter
 * @param audience whom it must be meant for
 * @param algorithms the algorithms its header may name
 * @param type what its header's {@code typ} must be, {@code application/} and case aside (RFC 7515
 *     section 4.1.9), or null if that is not looked at
 * @param clockSkew how far the issuer's clock and ours may be apart; at most an hour
 * @param longest the most characters of a token, 100 to 1,000,000
 */
public record TokenPolicy(
        String issuer,
        Audience audience,
        Set<SignatureAlgorithm> algorithms,
        @Nullable String type,
        Duration clockSkew,
        int longest) {

    /** How far clocks may be apart unless a deployment says otherwise. */
    public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);

    /** The most characters of a token unless a deployment says otherwise. */
    public static final int DEFAULT_LONGEST = 8 * 1024;

    private static final Duration LARGEST_CLOCK_SKEW = Duration.ofHours(1);

    /**
     * Copies the algorithms.
     *
     * @throws IllegalArgumentException if the issuer is empty, no algorithm is given, or a number
     *     is outside its range
     */
    public TokenPolicy {
        algorithms = Set.copyOf(algorithms);
        if (issuer.isEmpty()) {
            throw new IllegalArgumentException("an issuer is a text that is not empty");
        }
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("at least one algorithm must be allowed");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(LARGEST_CLOCK_SKEW) > 0) {
            throw new IllegalArgumentException("clocks may be apart from nothing to an hour");
        }
        if (longest < 100 || longest > 1_000_000) {
            throw new IllegalArgumentException("the longest token is 100 to 1000000 characters");
        }
    }

    /** Returns the policy for an issuer with everything else as it is by default. */
    public static TokenPolicy of(String issuer, Audience audience) {
        return new TokenPolicy(
                issuer,
                audience,
                SignatureAlgorithm.DEFAULT,
                null,
                DEFAULT_CLOCK_SKEW,
                DEFAULT_LONGEST);
    }
}
