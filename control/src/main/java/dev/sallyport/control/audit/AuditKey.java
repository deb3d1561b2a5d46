package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Collection;

/**
 * The key with which a deployment signs heads and exports of its audit log. Safe for use by several
 * threads.
 */
public final class AuditKey {

    /*
     * A signature is a JSON Web Signature in compact form. Both of its first parts are known to whoever verifies: the header
     * has one form only, and the content is what it is compared with. So neither is ever parsed (ADR 27).
     */

    /** What came of looking at a signature. */
    public enum Check {
        /** The signature is the key's, under this content. */
        VALID,
        /** It says to be another key's, or to be under something of another kind. */
        OTHER_KEY,
        /** It says to be this key's and is not, or is under another content. */
        FORGED
    }

    /** The kind of content of a signed head. */
    public static final String HEAD = "sallyport-audit-head";

    /** The kind of content at the end of an export. */
    public static final String EXPORT = "sallyport-audit-export";

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey privateKey;
    private final AuditPublicKey publicKey;

    /**
     * Takes an Ed25519 pair.
     *
     * @throws IllegalArgumentException if it is none, or its halves do not belong together
     */
    public AuditKey(KeyPair pair) {
        privateKey = pair.getPrivate();
        publicKey = AuditPublicKey.of(pair.getPublic());
        if (check(sign(HEAD, ""), HEAD, "", java.util.List.of(publicKey)) != Check.VALID) {
            throw new IllegalArgumentException("the halves of the key do not belong together");
        }
    }

    /** Returns the half of the key that everybody may know. */
    public AuditPublicKey publicKey() {
        return publicKey;
    }

    /** Returns the signature under {@code content}, which is of the kind {@code type}. */
    public String sign(String type, String content) {
        String signed = signedPart(publicKey, type, content);
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(signed.getBytes(UTF_8));
            return signed + "." + ENCODER.encodeToString(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform has no Ed25519", impossible);
        }
    }

    /** Returns whether {@code signature} is one of any of {@code keys} under {@code content}. */
    public static Check check(
            String signature, String type, String content, Collection<AuditPublicKey> keys) {
        for (AuditPublicKey key : keys) {
            if (signature.startsWith(header(key, type) + ".")) {
                return isSigned(signature, type, content, key) ? Check.VALID : Check.FORGED;
            }
        }
        return Check.OTHER_KEY;
    }

    private static boolean isSigned(
            String signature, String type, String content, AuditPublicKey key) {
        String signed = signedPart(key, type, content);
        if (!signature.startsWith(signed + ".")) {
            return false;
        }
        try {
            return key.verifies(
                    signed.getBytes(UTF_8),
                    Base64.getUrlDecoder().decode(signature.substring(signed.length() + 1)));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String signedPart(AuditPublicKey key, String type, String content) {
        return header(key, type) + "." + ENCODER.encodeToString(content.getBytes(UTF_8));
    }

    private static String header(AuditPublicKey key, String type) {
        String members =
                "{\"alg\":\"EdDSA\",\"kid\":\"" + key.id() + "\",\"typ\":\"" + type + "\"}";
        return ENCODER.encodeToString(members.getBytes(UTF_8));
    }
}
