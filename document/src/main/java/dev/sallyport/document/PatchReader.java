package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.document.PatchOperation.Kind;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/* Reads a JSON Patch, RFC 6902 section 3. Members that an operation does not know are ignored, as section 4 asks. */
final class PatchReader {

    private static final List<String> MEMBERS = List.of("op", "path", "from", "value");

    private final JsonCursor cursor;
    private @Nullable Kind kind;
    private @Nullable String path;
    private @Nullable String from;
    private @Nullable JsonValue value;

    private PatchReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns the operations that the bytes hold, or their faults. The stream is closed. */
    static Outcome<List<PatchOperation>> read(
            InputStream bytes, DocumentLimits limits, int mostOperations) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.PATCH_INVALID,
                cursor -> operations(cursor, mostOperations));
    }

    /** Returns the same; one operation that is not in an array is an array of one. */
    static Outcome<List<PatchOperation>> readLenient(
            InputStream bytes, DocumentLimits limits, int mostOperations) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.PATCH_INVALID,
                cursor -> {
                    if (cursor.token() != JsonToken.START_OBJECT) {
                        return operations(cursor, mostOperations);
                    }
                    PatchOperation operation = new PatchReader(cursor).operation();
                    return operation == null ? null : List.of(operation);
                });
    }

    private static @Nullable List<PatchOperation> operations(JsonCursor cursor, int most) {
        List<PatchOperation> operations = new ArrayList<>();
        int before = cursor.faultCount();
        cursor.array(
                most,
                () -> {
                    PatchOperation operation = new PatchReader(cursor).operation();
                    if (operation != null) {
                        operations.add(operation);
                    }
                });
        return cursor.faultCount() > before ? null : operations;
    }

    private @Nullable PatchOperation operation() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.openObject(MEMBERS, this::member);
        cursor.require(members, "op", "path");
        if (kind != null && kind.needsFrom()) {
            cursor.require(members, "from");
        }
        if (kind != null && kind.needsValue()) {
            cursor.require(members, "value");
        }
        if (kind == null || path == null || cursor.faultCount() > before) {
            return null;
        }
        return new PatchOperation(kind, path, from, value);
    }

    private void member(String name) {
        switch (name) {
            case "op" -> kind = cursor.choice(List.of(Kind.values()), Kind::text);
            case "path" -> path = cursor.rawText();
            case "from" -> from = cursor.rawText();
            case "value" -> value = JsonTree.read(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
