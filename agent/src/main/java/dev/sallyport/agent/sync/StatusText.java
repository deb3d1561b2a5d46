package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status of an agent as JSON, for whoever watches it. */
public final class StatusText {

    private StatusText() {}

    /**
     * Returns the status after a round.
     *
     * @param outcome how the round ended
     * @param target what the target is called
     * @param now when it ended
     * @param success when a round last ended well; null if none did
     */
    public static byte[] write(
            SyncOutcome outcome, String target, Instant now, @Nullable Instant success) {
        AgentState state = outcome.state();
        StringBuilder json = new StringBuilder("{");
        text(json, "target", target);
        text(json, "result", outcome.result().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        text(json, "code", outcome.code());
        text(json, "detail", outcome.detail());
        text(json, "at", now.toString());
        text(json, "lastSuccess", success == null ? "" : success.toString());
        text(json, "region", state == null ? "" : state.region());
        number(json, "serial", state == null ? 0 : state.serial());
        number(json, "appliedSerial", state == null ? 0 : state.applied());
        number(json, "listed", state == null ? 0 : state.memory().listed().prefixes().size());
        number(json, "heldBack", state == null ? 0 : state.memory().leaving().size());
        json.setLength(json.length() - 1);
        return json.append("}\n").toString().getBytes(UTF_8);
    }

    private static void text(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append("\",");
    }

    private static void number(StringBuilder json, String name, long value) {
        json.append('"').append(name).append("\":").append(value).append(',');
    }
}
