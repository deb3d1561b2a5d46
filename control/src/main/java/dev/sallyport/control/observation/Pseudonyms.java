package dev.sallyport.control.observation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Names that stand for principals and give away who they are only to whoever holds the key and
 * tries: {@code p-} and 26 characters of Base32 (RFC 4648, lower case), the first 130 bits of an
 * HMAC-SHA-256 over tenant, kind and id. The same principal has the same pseudonym as long as the
 * key lives, and another one at another tenant. Safe for use by several threads.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;
    private static final Pattern FORM = Pattern.compile("p-[a-z2-7]{" + LENGTH + "}");

    private final SecretKey key;

    /** Makes pseudonyms with a key of 256 bits. */
    public Pseudonyms(SecretKey key) {
        this.key = key;
    }

    /** Returns whether an id has the form of a pseudonym. */
    public static boolean isOne(String id) {
        return FORM.matcher(id).matches();
    }

    /** Returns the principal under its pseudonym; the same if its id is one already. */
    public PrincipalReference of(TenantId tenant, PrincipalReference principal) {
        return new PrincipalReference(
                principal.kind(), of(tenant, principal.kind(), principal.id()));
    }

    /**
     * Returns the principal with its pseudonym in place of its id, if it has one; roles and clients
     * stay.
     */
    public Principal of(TenantId tenant, Principal principal) {
        String id = principal.id();
        return id == null
                ? principal
                : new Principal(
                        principal.kind(),
                        of(tenant, principal.kind(), id),
                        principal.roles(),
                        principal.clientId(),
                        principal.authorizedClients());
    }

    private String of(TenantId tenant, PrincipalKind kind, String id) {
        if (isOne(id)) {
            return id;
        }
        Mac mac = mac();
        text(mac, tenant.value());
        text(mac, kind.name());
        text(mac, id);
        byte[] digest = mac.doFinal();
        StringBuilder text = new StringBuilder("p-");
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(fiveBits(digest, i * 5)));
        }
        return text.toString();
    }

    private static int fiveBits(byte[] bytes, int bit) {
        int value = (bytes[bit / 8] & 0xFF) << 8 | (bytes[bit / 8 + 1] & 0xFF);
        return value >>> (11 - bit % 8) & 0x1F;
    }

    private static void text(Mac mac, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
