package dev.sallyport.document;

import dev.sallyport.control.deployment.SwitchState;
import java.time.Instant;

/** Writes where the switch of the deployment stands. */
public final class SwitchWriter {

    private SwitchWriter() {}

    /**
     * Returns the document: {@code {"switch", "since", "by", "reason", "recorded"}}.
     *
     * @param recorded whether all of it is written down
     */
    public static String write(SwitchState state, boolean recorded) {
        Instant since = state.since();
        return JsonText.of(json ->
                json.object(() ->
                        json.member("switch", Names.of(state.position()))
                                .member("since", since == null ? null : since.toString())
                                .member("by", state.by())
                                .member("reason", state.reason())
                                .member("recorded", recorded)));
    }
}
