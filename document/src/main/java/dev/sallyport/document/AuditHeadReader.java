package dev.sallyport.document;

import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a signed head of the audit log: {@code {"number", "hash", "at", "signature"}}. Strict. */
public final class AuditHeadReader {

    private static final int MAX_SIGNATURE = 4000;
    private static final int HASH = 64;
    private static final List<String> MEMBERS = List.of("number", "hash", "at", "signature");

    private final JsonCursor cursor;
    private long number;
    private @Nullable String hash;
    private @Nullable Instant at;
    private @Nullable String signature;

    private AuditHeadReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the head that the bytes hold, or their faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<SignedHead> read(InputStream bytes) {
        return JsonCursor.read(
                bytes,
                DocumentLimits.DEFAULT,
                ProblemCode.REQUEST_INVALID,
                (JsonCursor cursor) -> read(cursor));
    }

    /** Returns the head at the cursor, or null, noted, if it is none. */
    static @Nullable SignedHead read(JsonCursor cursor) {
        return new AuditHeadReader(cursor).head();
    }

    private @Nullable SignedHead head() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, MEMBERS.toArray(String[]::new));
        return hash == null || at == null || signature == null
                ? null
                : new SignedHead(new AuditHead(number, hash, at), signature);
    }

    private void member(String name) {
        switch (name) {
            case "number" -> number = Numbers.natural(cursor);
            case "hash" -> hash = cursor.rawText(HASH);
            case "at" -> at = Instants.readRequired(cursor);
            case "signature" -> signature = cursor.rawText(MAX_SIGNATURE);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
