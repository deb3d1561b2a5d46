package dev.sallyport.evidence.column;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import java.time.Instant;

/*
 * One rule in force at one instant, without what it names: what decides besides the address.
 *
 * isPast: whether the rule can no longer match and only restricts
 */
record RuleForm(RuleId id, Effect effect, Scope scope, boolean isPast) {

    static RuleForm of(Rule rule, Instant instant) {
        return new RuleForm(rule.id(), rule.effect(), rule.scope(), rule.life().isPast(instant));
    }

    static boolean isInForce(Rule rule, Instant instant) {
        return rule.life().enabled() && rule.life().hasBegun(instant) && !rule.onTrial();
    }
}
