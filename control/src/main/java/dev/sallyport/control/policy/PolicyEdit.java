package dev.sallyport.control.policy;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.engine.policy.Policy;

/**
 * A change of a policy, worked out on the policy as it is. Pure: the same policy, the same result.
 */
@FunctionalInterface
public interface PolicyEdit {

    /**
     * Returns the policy as it is to be, or why that cannot be. Entries that stay are named by the
     * ids they have.
     */
    Outcome<PolicySubmission> apply(Policy before);
}
