package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.Effect;

/**
 * What a candidate says of requests that are alike: the evaluated effect and why. Mode and
 * deployment switch make no difference.
 *
 * @param effect what the rules say
 * @param reason why
 */
public record Ruling(Effect effect, Reason reason) {}
