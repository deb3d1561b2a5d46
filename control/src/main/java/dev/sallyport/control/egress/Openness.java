package dev.sallyport.control.egress;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tenant has opened for a prefix, as far as its agents have said.
 *
 * @param tenant the tenant
 * @param name what people call it
 * @param state whether it has
 * @param agents how many agents it has registered
 * @param serial the smallest serial that its agents have applied, or null if one of them has said
 *     nothing or there is none
 * @param since when its last agent applied that, by the agent's own clock; null as before
 */
public record Openness(
        TenantId tenant,
        String name,
        State state,
        int agents,
        @Nullable Long serial,
        @Nullable Instant since) {

    /** What is known of a tenant. */
    public enum State {
        /** All of its agents have applied a serial that holds the prefix. */
        OPEN("open"),
        /** Some agent has not. */
        NOT_OPEN("not-open"),
        /** It has no agent, or we are only called at the prefix: nobody knows. */
        UNKNOWN("unknown");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** Returns the word on the wire. */
        public String text() {
            return text;
        }
    }
}
