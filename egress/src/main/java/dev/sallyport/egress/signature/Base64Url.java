package dev.sallyport.egress.signature;

import java.util.Base64;

/*
 * base64url as RFC 7515 section 2 wants it: no padding, no white space, and no bits left over in the last letter, so that
 * bytes have exactly one text.
 */
final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /**
     * Returns the bytes of a text.
     *
     * @throws IllegalArgumentException if the text is not the one that these bytes have
     */
    static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("this is not base64url without padding");
        }
        return bytes;
    }
}
