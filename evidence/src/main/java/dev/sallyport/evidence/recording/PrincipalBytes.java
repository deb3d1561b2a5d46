package dev.sallyport.evidence.recording;

import dev.sallyport.engine.decision.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* What a principal takes of the heap, estimated from above. */
final class PrincipalBytes {

    private static final int OBJECT = 40;
    private static final int TEXT = 56;
    private static final int CHARACTER = 2;
    private static final int SET = 40;
    private static final int ELEMENT = 8;

    private PrincipalBytes() {}

    /** Returns the bytes of a principal; none for {@link Principal#ANONYMOUS}. */
    static long of(Principal principal) {
        if (Fingerprint.isNobody(principal)) {
            return 0;
        }
        return OBJECT
                + text(principal.id())
                + text(principal.clientId())
                + texts(principal.roles())
                + texts(principal.authorizedClients());
    }

    private static long text(@Nullable String text) {
        return text == null ? 0 : TEXT + (long) CHARACTER * text.length();
    }

    private static long texts(@Nullable Set<String> texts) {
        if (texts == null || texts.isEmpty()) {
            return 0;
        }
        long bytes = SET;
        for (String text : texts) {
            bytes += ELEMENT + text(text);
        }
        return bytes;
    }
}
