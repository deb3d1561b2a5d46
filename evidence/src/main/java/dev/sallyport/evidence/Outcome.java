package dev.sallyport.evidence;

import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on requests that were alike: a verdict without the sequence, which moves on
 * without the decision becoming another.
 *
 * @param revision the revision that was active, 0 for the initial policy and for traffic that was
 *     never decided on, as that of an imported log
 * @param mode the tenant's mode, or null if the traffic was never decided on
 * @param evaluated what the rules said
 * @param enforced what was done about it
 * @param reason why
 * @param draft what the draft said, or null if there was none
 * @param trial what the effect would have been if every trial rule counted, or null if none was on
 *     trial
 */
public record Outcome(
        long revision,
        @Nullable Mode mode,
        Effect evaluated,
        Effect enforced,
        Reason reason,
        @Nullable Effect draft,
        @Nullable Effect trial) {

    /** The outcome of traffic that was never decided on and that nothing refused. */
    public static final Outcome UNDECIDED =
            new Outcome(
                    0, null, Effect.ALLOW, Effect.ALLOW, new Reason.NoRestriction(), null, null);

    /** Returns the outcome of a verdict. */
    public static Outcome of(Verdict verdict) {
        return new Outcome(
                verdict.revision(),
                verdict.mode(),
                verdict.evaluated(),
                verdict.enforced(),
                verdict.reason(),
                verdict.draft(),
                verdict.trial());
    }
}
