package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How audit records are chained: a record changed, removed or put elsewhere later does not fit its
 * neighbours.
 */
public final class AuditChain {

    /*
     * hash = SHA-256 over, in this order: number, previous hash, instant, action, actor, address, request id, tenant, target, reason,
     * number of overrides, overrides; and if there are any, number of alterations and of each the place, before and after. Every
     * text is its UTF-8 bytes behind their count in four bytes, so that no two records have the same bytes; a record without a
     * tenant has the count -1 there. A record without alterations has the bytes it had before there were any.
     */

    /** What stands in place of the hash before the first record. */
    public static final String GENESIS = "0".repeat(64);

    private AuditChain() {}

    /** Returns the hash of a record: 64 lower-case hexadecimal digits. */
    public static String hash(long number, AuditEvent event, String previousHash) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        text(digest, previousHash);
        text(digest, event.at().toString());
        text(digest, event.action().text());
        text(digest, event.actor());
        text(digest, event.address());
        text(digest, event.requestId());
        if (event.tenant() == null) {
            count(digest, -1);
        } else {
            text(digest, event.tenant().value());
        }
        text(digest, event.target());
        text(digest, event.reason());
        count(digest, event.overrides().size());
        event.overrides().forEach(code -> text(digest, code));
        if (!event.alterations().isEmpty()) {
            count(digest, event.alterations().size());
            event.alterations()
                    .forEach(altered -> {
                        text(digest, altered.what());
                        text(digest, altered.before());
                        text(digest, altered.after());
                    });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        count(digest, bytes.length);
        digest.update(bytes);
    }

    private static void count(MessageDigest digest, int count) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(count).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
