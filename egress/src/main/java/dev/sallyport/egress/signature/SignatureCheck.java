package dev.sallyport.egress.signature;

/** What came of looking at a signature. */
public sealed interface SignatureCheck {

    /**
     * A trusted key has signed exactly this.
     *
     * @param key which one
     */
    record Valid(EgressPublicKey key) implements SignatureCheck {}

    /**
     * The signature says to be of a key that was trusted once and is retired.
     *
     * @param keyId the thumbprint of that key
     */
    record RetiredKey(String keyId) implements SignatureCheck {}

    /**
     * The signature says to be of a key that nobody said to trust.
     *
     * @param keyId the id it names, at most 100 characters
     */
    record UnknownKey(String keyId) implements SignatureCheck {}

    /**
     * The signature names a trusted key and is not that key's under this content.
     *
     * @param keyId the thumbprint of that key
     */
    record Forged(String keyId) implements SignatureCheck {}

    /**
     * The text is no signature of the expected form.
     *
     * @param why in words, lower case
     */
    record Malformed(String why) implements SignatureCheck {}

    /** Returns whether a trusted key has signed exactly this. */
    default boolean isValid() {
        return this instanceof Valid;
    }

    /** Returns the finding as a sentence, lower case, no final stop. */
    default String words() {
        return switch (this) {
            case Valid(EgressPublicKey key) -> "signed by key `" + key.thumbprint() + "`";
            case RetiredKey(String keyId) ->
                    "the signature is by key `" + keyId + "`, which is retired";
            case UnknownKey(String keyId) ->
                    "the signature is by key `" + keyId + "`, which is not trusted";
            case Forged(String keyId) ->
                    "the signature names key `"
                            + keyId
                            + "` and is not that key's under this document";
            case Malformed(String why) -> "the signature is malformed: " + why;
        };
    }
}
