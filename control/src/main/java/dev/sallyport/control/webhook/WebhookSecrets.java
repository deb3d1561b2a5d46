package dev.sallyport.control.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of webhooks and what is signed with them, as Standard Webhooks has it. No secret is
 * kept: each is derived (HKDF, RFC 5869) from the deployment's key, the webhook's id and which of
 * its secrets it is. Safe for use by several threads.
 */
public final class WebhookSecrets {

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int BYTES = 32;
    private static final String MAC = "HmacSHA256";

    private final SecretKey key;

    /** Derives from a key of 256 bits. */
    public WebhookSecrets(SecretKey key) {
        this.key = key;
    }

    /** Returns the secret that is in force, as its owner is shown it. */
    public String text(Webhook webhook) {
        return PREFIX
                + Base64.getEncoder()
                        .encodeToString(derived(webhook.id(), webhook.generation()).getEncoded());
    }

    private SecretKey derived(WebhookId id, int generation) {
        String purpose = "sallyport webhook " + id + " " + generation;
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            MAC,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .thenExpand(purpose.getBytes(UTF_8), BYTES));
        } catch (InvalidAlgorithmParameterException impossible) {
            throw new IllegalStateException("the length is one that can be derived", impossible);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform has no HKDF", impossible);
        }
    }

    /**
     * Returns the value of the header {@code webhook-signature}: a signature with the secret in
     * force, and one with that of before while both count.
     */
    public String signature(Webhook webhook, WebhookMessage message, Instant now) {
        List<String> signatures = new ArrayList<>(2);
        signatures.add(
                signature(
                        derived(webhook.id(), webhook.generation()),
                        message.id(),
                        now.getEpochSecond(),
                        message.body()));
        if (webhook.previousSecretUntil(now) != null) {
            signatures.add(
                    signature(
                            derived(webhook.id(), webhook.generation() - 1),
                            message.id(),
                            now.getEpochSecond(),
                            message.body()));
        }
        return String.join(" ", signatures);
    }

    /** Returns one signature, given the bytes of a secret. */
    static String signature(SecretKey secret, String id, long epochSecond, String body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getEncoded(), MAC));
            byte[] content = (id + "." + epochSecond + "." + body).getBytes(UTF_8);
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }
}
