package dev.sallyport.document;

import dev.sallyport.control.audit.ExportEnd;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* Reads the last line of an export of the audit log. */
final class AuditEndReader {

    private static final int MAX_SIGNATURE = 4000;
    private static final int DIGEST = 64;
    private static final List<String> MEMBERS =
            List.of("tenant", "after", "through", "records", "digest", "at", "signature", "head");

    private final JsonCursor cursor;
    private @Nullable TenantId tenant;
    private long after;
    private long through;
    private long records;
    private @Nullable String digest;
    private @Nullable Instant at;
    private @Nullable String signature;
    private @Nullable SignedHead head;

    private AuditEndReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns the end at the cursor, or null, noted, if it is none. */
    static AuditLine.@Nullable End read(JsonCursor cursor) {
        return new AuditEndReader(cursor).end();
    }

    private AuditLine.@Nullable End end() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, MEMBERS.toArray(String[]::new));
        if (cursor.faultCount() > before || digest == null || at == null || signature == null) {
            return null;
        }
        return new AuditLine.End(
                new ExportEnd(tenant, after, through, records, digest, at), signature, head);
    }

    private void member(String name) {
        switch (name) {
            case "tenant" -> tenant = cursor.isNull() ? null : tenant();
            case "after" -> after = Numbers.natural(cursor);
            case "through" -> through = Numbers.natural(cursor);
            case "records" -> records = Numbers.natural(cursor);
            case "digest" -> digest = cursor.rawText(DIGEST);
            case "at" -> at = Instants.readRequired(cursor);
            case "signature" -> signature = cursor.rawText(MAX_SIGNATURE);
            case "head" -> head = cursor.isNull() ? null : AuditHeadReader.read(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private @Nullable TenantId tenant() {
        String text = cursor.rawText();
        if (text != null && !TenantId.isValid(text)) {
            cursor.fault(
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "the text is no id of a tenant",
                    "put back what stood there");
            return null;
        }
        return text == null ? null : new TenantId(text);
    }
}
