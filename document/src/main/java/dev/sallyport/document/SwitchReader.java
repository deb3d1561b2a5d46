package dev.sallyport.document;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.decision.DeploymentSwitch;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads turns of the deployment's switch. Strict and total as {@link PolicyReader}. */
public final class SwitchReader {

    private static final List<String> MEMBERS = List.of("switch", "reason");

    /**
     * A turn that somebody asks for.
     *
     * @param position where to
     * @param reason why, not blank
     */
    public record Turn(DeploymentSwitch position, String reason) {}

    private final JsonCursor cursor;
    private @Nullable DeploymentSwitch position;
    private @Nullable String reason;

    private SwitchReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the turn that the bytes hold, {@code {"switch": "observe" | "enforce", "reason"}}, or
     * its faults under {@code request.invalid}. The stream is closed.
     */
    public static Outcome<Turn> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new SwitchReader(cursor).turn());
    }

    private @Nullable Turn turn() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "switch", "reason");
        return position == null || reason == null ? null : new Turn(position, reason);
    }

    private void member(String name) {
        switch (name) {
            case "switch" ->
                    position = cursor.choice(List.of(DeploymentSwitch.values()), Names::of);
            case "reason" -> reason = cursor.name(Origin.MAX_REASON_LENGTH);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
