package dev.sallyport.document;

import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads who answers for a policy that only monitors: {@code owner} and {@code reviewAt}, each of
 * which may be left out or null. Strict and total.
 */
public final class MonitorReader {

    private static final List<String> MEMBERS = List.of("owner", "reviewAt");

    private final JsonCursor cursor;
    private String owner = "";
    private @Nullable Instant reviewAt;

    private MonitorReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the settings that the bytes hold, or their faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<MonitorSettings> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new MonitorReader(cursor).settings());
    }

    private @Nullable MonitorSettings settings() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        return members.isObject() ? new MonitorSettings(owner, reviewAt) : null;
    }

    private void member(String name) {
        switch (name) {
            case "owner" -> {
                String text = cursor.isNull() ? "" : cursor.text(MonitorSettings.MAX_OWNER_LENGTH);
                owner = text == null ? "" : text;
            }
            case "reviewAt" -> reviewAt = Instants.read(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
