package dev.sallyport.control.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/* Ids of messages: the same for the same webhook, event and record, however often the message is made. */
final class MessageIds {

    private static final int DIGITS = 32;

    private MessageIds() {}

    static String of(WebhookId webhook, WebhookEvent event, long number) {
        return of(webhook + " " + event + " " + number);
    }

    static String of(String what) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(US_ASCII));
            return "msg_" + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
