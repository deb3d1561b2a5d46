package dev.sallyport.jose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * The instants a token is good between, in milliseconds since 1970-01-01T00:00:00Z.
 *
 * A NumericDate (RFC 7519 section 2) counts seconds and may have a fraction. One of the year 10000 or later is taken for a
 * mistake, mostly for milliseconds: a token that never runs out is none that anybody meant to make.
 */
record TokenTimes(long expiresAtMillis, long notBeforeMillis, long issuedAtMillis) {

    private static final long UNSET = Long.MIN_VALUE;
    private static final BigDecimal EARLIEST = BigDecimal.valueOf(-62_135_596_800L);
    private static final BigDecimal YEAR_10000 = BigDecimal.valueOf(253_402_300_800L);
    private static final int MOST_DECIMALS = 30;
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** Returns the times of claims, or null if {@code exp} is missing or one is no such. */
    static @Nullable TokenTimes of(Map<String, @Nullable Object> claims) {
        Long expiry = millis(claims, "exp");
        Long notBefore = millis(claims, "nbf");
        Long issued = millis(claims, "iat");
        if (expiry == null || notBefore == null || issued == null || expiry == UNSET) {
            return null;
        }
        return new TokenTimes(expiry, notBefore, issued);
    }

    /* Null for what is there and no date. */
    private static @Nullable Long millis(Map<String, @Nullable Object> claims, String name) {
        if (!claims.containsKey(name)) {
            return UNSET;
        }
        if (!(claims.get(name) instanceof BigDecimal seconds)
                || seconds.scale() > MOST_DECIMALS
                || seconds.compareTo(EARLIEST) < 0
                || seconds.compareTo(YEAR_10000) >= 0) {
            return null;
        }
        return seconds.multiply(THOUSAND).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /** Returns why a token of these times is not good at an instant, or null if it is. */
    @Nullable TokenRefusal refusalAt(long nowMillis, long skewMillis) {
        if (nowMillis - skewMillis >= expiresAtMillis) {
            return TokenRefusal.EXPIRED;
        }
        if (notBeforeMillis > nowMillis + skewMillis) {
            return TokenRefusal.NOT_YET_VALID;
        }
        if (issuedAtMillis > nowMillis + skewMillis) {
            return TokenRefusal.ISSUED_IN_FUTURE;
        }
        return null;
    }
}
