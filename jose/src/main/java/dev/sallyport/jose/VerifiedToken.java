package dev.sallyport.jose;

/** What a verified token says, and for how long. Immutable. */
public final class VerifiedToken {

    private final Claims claims;
    private final TokenTimes times;
    private final VerificationKey key;

    VerifiedToken(Claims claims, TokenTimes times, VerificationKey key) {
        this.claims = claims;
        this.times = times;
        this.key = key;
    }

    /** Returns everything its issuer has signed. */
    public Claims claims() {
        return claims;
    }

    /**
     * Returns its {@code exp} in milliseconds since 1970-01-01T00:00:00Z; it is believed a clock
     * skew longer.
     */
    public long expiresAtMillis() {
        return times.expiresAtMillis();
    }

    TokenTimes times() {
        return times;
    }

    /** The key whose signature it carries. */
    VerificationKey key() {
        return key;
    }

    /** Returns words that give no claim away. */
    @Override
    public String toString() {
        return "VerifiedToken[redacted]";
    }
}
