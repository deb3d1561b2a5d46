package dev.sallyport.control.guard;

import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a change would lock out.
 *
 * @param tenant whose policy does it
 * @param witness who
 * @param from from when on, or null for at once
 * @param reason why
 * @param rescue the smallest entry that would save them, or why there is none
 */
public record LockedOut(
        TenantId tenant, Witness witness, @Nullable Instant from, Reason reason, Rescue rescue) {

    /** Returns the rule that denies them, if it is one. */
    public Optional<RuleId> rule() {
        return reason instanceof Reason.DeniedByRule(RuleId rule)
                ? Optional.of(rule)
                : Optional.empty();
    }
}
