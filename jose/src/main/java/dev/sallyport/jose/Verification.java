package dev.sallyport.jose;

/** What came of looking at a token. */
public sealed interface Verification {

    /**
     * Its issuer has signed it, for us, and it is valid now.
     *
     * @param token what it says
     */
    record Verified(VerifiedToken token) implements Verification {}

    /**
     * It is not believed.
     *
     * @param why the first reason found
     */
    record Refused(TokenRefusal why) implements Verification {}
}
