package dev.sallyport.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * A JWS in its compact form, three parts divided by dots (RFC 7515 section 7.1), taken apart strictly. Nothing about it has
 * been verified.
 */
final class CompactJws {

    private final Map<String, @Nullable Object> header;
    private final byte[] signingInput;
    private final byte[] payload;
    private final byte[] signature;

    private CompactJws(
            Map<String, @Nullable Object> header,
            byte[] signingInput,
            byte[] payload,
            byte[] signature) {
        this.header = header;
        this.signingInput = signingInput;
        this.payload = payload;
        this.signature = signature;
    }

    /** Returns the parts of {@code text}, or null if it is of another form. */
    static @Nullable CompactJws parse(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first <= 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            return null;
        }
        byte[] header = Base64Url.decode(text, 0, first);
        byte[] payload = Base64Url.decode(text, first + 1, second);
        byte[] signature = Base64Url.decode(text, second + 1, text.length());
        if (header == null || payload == null || signature == null || signature.length == 0) {
            return null;
        }
        Map<String, @Nullable Object> members = StrictJson.object(header);
        return members == null
                ? null
                : new CompactJws(
                        members, text.substring(0, second).getBytes(US_ASCII), payload, signature);
    }

    /** Returns whether the header has a member, whatever its value. */
    boolean has(String name) {
        return header.containsKey(name);
    }

    /** Returns a member of the header that is a text; empty if it is missing or anything else. */
    Optional<String> text(String name) {
        return header.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }

    /** The caller must not change the array. */
    byte[] signingInput() {
        return signingInput;
    }

    /** The caller must not change the array. */
    byte[] payload() {
        return payload;
    }

    /** The caller must not change the array. */
    byte[] signature() {
        return signature;
    }
}
