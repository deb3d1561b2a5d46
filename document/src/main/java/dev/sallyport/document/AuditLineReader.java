package dev.sallyport.document;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.policy.TenantId;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a line of an export of the audit log. Strict and total. */
public final class AuditLineReader {

    private static final List<String> MEMBERS =
            List.of(
                    "number",
                    "at",
                    "action",
                    "actor",
                    "address",
                    "requestId",
                    "tenant",
                    "target",
                    "reason",
                    "overrides",
                    "alterations",
                    "previousHash",
                    "hash",
                    "end");
    private static final int MAX_OVERRIDES = 100;
    private static final int MAX_TEXT = 10_000;
    private static final DocumentLimits LIMITS =
            new DocumentLimits(1 << 20, 8, MAX_TEXT, DocumentLimits.DEFAULT.policy());

    private final JsonCursor cursor;
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> overrides = new ArrayList<>();
    private List<Alteration> alterations = List.of();
    private long number;
    private @Nullable Instant at;
    private AuditLine.@Nullable End end;

    private AuditLineReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns what a line says, or its faults under {@code request.invalid}. */
    public static Outcome<AuditLine> read(byte[] line) {
        return JsonCursor.read(
                new ByteArrayInputStream(line),
                LIMITS,
                ProblemCode.REQUEST_INVALID,
                cursor -> new AuditLineReader(cursor).line());
    }

    private @Nullable AuditLine line() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        if (members.has("end")) {
            return end;
        }
        cursor.require(members, "number", "at", "action", "actor", "target", "reason", "overrides");
        if (cursor.faultCount() > before) {
            return null;
        }
        if (!members.has("hash")) {
            return new AuditLine.OfTenant(number);
        }
        cursor.require(members, "previousHash", "alterations");
        AuditEvent event = event();
        return event == null || cursor.faultCount() > before
                ? null
                : new AuditLine.Chained(
                        new AuditRecord(number, event, text("previousHash"), text("hash")));
    }

    private @Nullable AuditEvent event() {
        AuditAction action = AuditAction.find(text("action")).orElse(null);
        if (action == null) {
            cursor.memberFault(
                    "action",
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "action " + Quoted.text(text("action")) + " is not known",
                    "verify with the version that wrote the log");
            return null;
        }
        String tenant = text("tenant");
        if (!tenant.isEmpty() && !TenantId.isValid(tenant)) {
            cursor.memberFault(
                    "tenant",
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "the text is no id of a tenant",
                    "put back what stood there");
            return null;
        }
        return new AuditEvent(
                Objects.requireNonNull(at),
                action,
                text("actor"),
                text("address"),
                text("requestId"),
                tenant.isEmpty() ? null : new TenantId(tenant),
                text("target"),
                text("reason"),
                overrides,
                alterations);
    }

    /* What is null is not there: addresses, request ids and tenants are never empty. */
    private String text(String name) {
        return texts.getOrDefault(name, "");
    }

    private void member(String name) {
        switch (name) {
            case "number" -> number = Numbers.natural(cursor);
            case "at" -> at = Instants.readRequired(cursor);
            case "overrides" ->
                    cursor.array(
                            MAX_OVERRIDES,
                            () -> {
                                String code = cursor.rawText(MAX_TEXT);
                                if (code != null) {
                                    overrides.add(code);
                                }
                            });
            case "alterations" -> alterations = AlterationsReader.read(cursor);
            case "end" -> end = AuditEndReader.read(cursor);
            default -> {
                String text = cursor.isNull() ? null : cursor.rawText(MAX_TEXT);
                if (text != null) {
                    texts.put(name, text);
                }
            }
        }
    }
}
