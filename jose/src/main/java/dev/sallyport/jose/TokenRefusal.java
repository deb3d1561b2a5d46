package dev.sallyport.jose;

/** Why a token is not believed. What is said of a token never holds any of its text. */
public enum TokenRefusal {
    /** It is longer than the configured limit; nothing of it was read. */
    TOO_LONG("the token is longer than the limit"),
    /**
     * It is no compact JWS of three parts in base64url without padding, or its header or claims are
     * no strict JSON objects.
     */
    MALFORMED("the token is no compact JWS with JSON inside"),
    /** Its header names no algorithm, or one that is not among those configured. */
    ALGORITHM_NOT_ALLOWED("the token's algorithm is not among those configured"),
    /** Its header has {@code crit} or {@code b64}: extensions this program does not know. */
    HEADER_NOT_UNDERSTOOD("the token's header demands an extension"),
    /** Its {@code typ} is not the configured one. */
    TYPE_WRONG("the token is of another type"),
    /** There are no keys: none could be fetched yet, or the last good ones are too old. */
    KEYS_UNAVAILABLE("the issuer's keys could not be fetched"),
    /** No key of the issuer has its {@code kid}, or it has none and no key serves its algorithm. */
    KEY_UNKNOWN("the issuer has no such key"),
    /** Several keys could be meant. */
    KEY_AMBIGUOUS("several keys of the issuer could be meant"),
    /** The key of its {@code kid} does not serve its algorithm. */
    KEY_UNFIT("the issuer's key does not serve the token's algorithm"),
    /** The signature is not the key's. */
    SIGNATURE_INVALID("the signature is not valid"),
    /** {@code exp}, {@code nbf}, {@code iat}, {@code iss} or {@code aud} is missing or no such. */
    CLAIM_MALFORMED("a required claim is missing or of another type"),
    /** It is of another issuer. */
    ISSUER_WRONG("the token is of another issuer"),
    /** It is meant for others. */
    AUDIENCE_WRONG("the token is meant for another audience"),
    /** It has run out. */
    EXPIRED("the token has expired"),
    /** Its {@code nbf} lies ahead. */
    NOT_YET_VALID("the token is not valid yet"),
    /** Its {@code iat} lies ahead. */
    ISSUED_IN_FUTURE("the token was issued in the future");

    private final String meaning;

    TokenRefusal(String meaning) {
        this.meaning = meaning;
    }

    /** Returns one sentence for people, without a final stop. */
    public String meaning() {
        return meaning;
    }
}
