package dev.sallyport.gate;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/*
 * The ids of requests: 128 bits that nobody can tell beforehand, since whoever knows one may look up the page of a denial. By
 * one thread only.
 *
 * They are the key stream of AES in counter mode (NIST SP 800-38A section 6.5) under a key that exists only here. A shared
 * SecureRandom would be a lock among the event loops.
 */
final class RequestIds {

    private static final int ID_BYTES = 16;
    private static final int KEY_BYTES = 16;
    private static final byte[] ZEROS = new byte[256 * ID_BYTES];

    private final Cipher cipher;
    private final byte[] buffer = new byte[ZEROS.length];
    private int position = buffer.length;
    private long high;
    private long low;

    RequestIds() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(new byte[ID_BYTES]));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES in counter mode", impossible);
        }
    }

    /** Goes on to the next id. */
    void next() {
        if (position == buffer.length) {
            refill();
        }
        high = longAt(position);
        low = longAt(position + Long.BYTES);
        position += ID_BYTES;
    }

    /** Returns the first half of the current id. */
    long high() {
        return high;
    }

    /** Returns the second half of the current id. */
    long low() {
        return low;
    }

    /** Returns the current id as answers carry it: 32 hexadecimal digits. */
    String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private void refill() {
        try {
            int written = cipher.update(ZEROS, 0, ZEROS.length, buffer, 0);
            if (written != buffer.length) {
                throw new IllegalStateException("a stream cipher writes what it reads");
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the buffer is as long as its input", impossible);
        }
        position = 0;
    }

    private long longAt(int from) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | buffer[from + i] & 0xFF;
        }
        return value;
    }
}
