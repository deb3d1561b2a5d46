package dev.sallyport.agent.sync;

import dev.sallyport.agent.plan.Memory;
import dev.sallyport.egress.fetch.Validators;
import dev.sallyport.egress.signature.TrustedKeys;
import java.time.Instant;

/**
 * What the agent knows between two rounds. Immutable.
 *
 * @param target the target it is about
 * @param settings what the list was taken under; another text means that it is fetched anew
 * @param region the region of the last list; empty if it named none, or there was none
 * @param serial the serial of the last list that was taken, 0 if none
 * @param applied the serial that the target was last seen to hold, 0 if none
 * @param acknowledged the serial that the publisher was last told to be applied, 0 if none
 * @param sha256 the digest of the last document that was taken; empty if none
 * @param keys whom to believe
 * @param validators by what the last document is recognised
 * @param memory what is remembered of the list
 * @param isPending whether a change was begun of which nobody knows how it ended
 * @param at when the last round ended
 */
public record AgentState(
        String target,
        String settings,
        String region,
        long serial,
        long applied,
        long acknowledged,
        String sha256,
        TrustedKeys keys,
        Validators validators,
        Memory memory,
        boolean isPending,
        Instant at) {

    /** Returns what is known before the first round. */
    public static AgentState first(String target) {
        return new AgentState(
                target,
                "",
                "",
                0,
                0,
                0,
                "",
                TrustedKeys.NONE,
                Validators.NONE,
                Memory.NONE,
                false,
                Instant.EPOCH);
    }

    /** Returns this state with others to believe. */
    AgentState believing(TrustedKeys others) {
        return with(others, applied, acknowledged, isPending, at);
    }

    /** Returns this state while a change is under way, or after it has ended. */
    AgentState pending(boolean pending) {
        return with(keys, applied, acknowledged, pending, at);
    }

    /** Returns this state after the target was seen to hold the list. */
    AgentState applied(Instant now) {
        return with(keys, serial, acknowledged, false, now);
    }

    /** Returns this state after the publisher was told what is applied. */
    AgentState afterAcknowledging() {
        return with(keys, applied, applied, isPending, at);
    }

    private AgentState with(
            TrustedKeys keys, long applied, long acknowledged, boolean pending, Instant at) {
        return new AgentState(
                target,
                settings,
                region,
                serial,
                applied,
                acknowledged,
                sha256,
                keys,
                validators,
                memory,
                pending,
                at);
    }
}
