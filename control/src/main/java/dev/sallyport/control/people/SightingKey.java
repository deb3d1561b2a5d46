package dev.sallyport.control.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What two reports of one sighting have in common, and reports of two do not: 128 bits of a hash
 * over principal, address, instant, success and the id if one was given. Roles do not count: a
 * report that is repeated after a change of roles is still a repetition.
 */
final class SightingKey {

    private static final int BYTES = 16;

    private SightingKey() {}

    /** Returns the key: 32 lower-case hexadecimal digits. */
    static String of(Sighting sighting) {
        MessageDigest digest = sha256();
        text(digest, sighting.principal().kind().name());
        text(digest, sighting.principal().id());
        text(digest, sighting.address().toString());
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(sighting.at().toEpochMilli()).flip());
        digest.update((byte) (sighting.success() ? 1 : 0));
        if (sighting.id() != null) {
            text(digest, sighting.id());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
