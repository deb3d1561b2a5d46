package dev.sallyport.egress.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * JSON Web Signatures with {@code EdDSA} (RFC 7515, RFC 8037 section 3.1) in compact form, with
 * their content inside or beside (appendix F: {@code header..signature}).
 *
 * <p>The header is {@code {"alg":"EdDSA","kid":…,"typ":…}} in exactly this form; {@code kid} is the
 * thumbprint of the key and {@code typ} says what kind of document was signed, so that a signature
 * under one kind is none under another.
 */
public final class Jws {

    /** The kind of {@code egress.json}. */
    public static final String LIST = "sallyport-egress+jws";

    /** The kind of {@code keys.json}. */
    public static final String KEYS = "sallyport-egress-keys+jws";

    /** The kind of an acknowledgement. */
    public static final String ACKNOWLEDGEMENT = "sallyport-egress-acknowledgement+jws";

    /** The longest signature that is looked at, in characters; content inside counts. */
    public static final int LONGEST = 8_192;

    private Jws() {}

    /** Returns the signature of {@code key} under a document that stands beside it. */
    public static String signDetached(EgressSigningKey key, String type, byte[] document) {
        String[] parts = sign(key, type, document).split("\\.", -1);
        return parts[0] + ".." + parts[2];
    }

    /** Returns {@code content} with the signature of {@code key} under it. */
    public static String sign(EgressSigningKey key, String type, byte[] content) {
        String signed =
                new JwsHeader(key.publicKey().thumbprint(), type).encoded()
                        + "."
                        + Base64Url.encode(content);
        return signed + "." + Base64Url.encode(key.sign(signed.getBytes(US_ASCII)));
    }

    /**
     * Looks at a signature that stands beside its document.
     *
     * @param signature the signature; one line end behind it does not matter
     * @param type the expected kind
     * @param document the document, byte for byte
     * @param keys whom to believe
     */
    public static SignatureCheck checkDetached(
            String signature, String type, byte[] document, TrustedKeys keys) {
        String[] parts = stripped(signature).split("\\.", -1);
        if (signature.length() > LONGEST || parts.length != 3 || !parts[1].isEmpty()) {
            return new SignatureCheck.Malformed("it is not `header..signature`");
        }
        return check(parts[0], Base64Url.encode(document), parts[2], type, keys);
    }

    /**
     * Looks at a signature with its content inside.
     *
     * @param signature the three parts
     * @param type the expected kind
     * @param keys whom to believe
     */
    public static SignatureCheck check(String signature, String type, TrustedKeys keys) {
        String[] parts = stripped(signature).split("\\.", -1);
        if (signature.length() > LONGEST || parts.length != 3 || parts[1].isEmpty()) {
            return new SignatureCheck.Malformed("it is not `header.content.signature`");
        }
        return check(parts[0], parts[1], parts[2], type, keys);
    }

    /**
     * Returns the content inside a signature, whether or not it is valid.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static byte[] content(String signature) {
        String[] parts = stripped(signature).split("\\.", -1);
        if (signature.length() > LONGEST || parts.length != 3 || parts[1].isEmpty()) {
            throw new IllegalArgumentException("it is not `header.content.signature`");
        }
        return Base64Url.decode(parts[1]);
    }

    /**
     * Returns the id of the key that a signature says to be of, whether or not it is.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static String keyId(String signature) {
        return JwsHeader.read(stripped(signature).split("\\.", -1)[0]).keyId();
    }

    private static String stripped(String signature) {
        return signature.endsWith("\n")
                ? signature.substring(0, signature.length() - 1)
                : signature;
    }

    private static SignatureCheck check(
            String header, String content, String signature, String type, TrustedKeys keys) {
        JwsHeader members;
        byte[] bytes;
        try {
            members = JwsHeader.read(header);
            bytes = Base64Url.decode(signature);
        } catch (IllegalArgumentException malformed) {
            return new SignatureCheck.Malformed(
                    malformed.getMessage() == null ? "it is no base64url" : malformed.getMessage());
        }
        if (!members.type().equals(type)) {
            return new SignatureCheck.Malformed(
                    "it is of kind `" + members.type() + "`, not `" + type + "`");
        }
        if (keys.isRetired(members.keyId())) {
            return new SignatureCheck.RetiredKey(members.keyId());
        }
        EgressPublicKey key = keys.find(members.keyId()).orElse(null);
        if (key == null) {
            return new SignatureCheck.UnknownKey(members.keyId());
        }
        byte[] signed = (header + "." + content).getBytes(US_ASCII);
        return key.verifies(signed, bytes)
                ? new SignatureCheck.Valid(key)
                : new SignatureCheck.Forged(members.keyId());
    }
}
