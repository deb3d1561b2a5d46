package dev.sallyport.jose;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/*
 * base64url as RFC 7515 section 2 wants it: no padding, no white space, and no bits left over in the last letter, so that
 * bytes have exactly one text.
 */
final class Base64Url {

    private static final int[] BITS = new int[128];

    static {
        Arrays.fill(BITS, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            BITS[alphabet.charAt(i)] = i;
        }
    }

    private Base64Url() {}

    /** Returns the bytes of the characters from one place to another, or null if they are none. */
    static byte @Nullable [] decode(String text, int from, int to) {
        int leftOver = (to - from) % 4;
        if (leftOver == 1) {
            return null;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= BITS.length || BITS[c] < 0) {
                return null;
            }
        }
        int unused = leftOver == 2 ? 0xF : leftOver == 3 ? 0x3 : 0;
        if (unused != 0 && (BITS[text.charAt(to - 1)] & unused) != 0) {
            return null;
        }
        return Base64.getUrlDecoder().decode(text.substring(from, to));
    }
}
