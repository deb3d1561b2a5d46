package dev.sallyport.document;

import dev.sallyport.control.policy.PolicyLimits;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.RuleId;
import java.util.HashSet;
import java.util.Set;

/* What has been met so far in a policy as a whole. Reading ends where a policy exceeds its limits. */
final class PolicyTotals {

    private final PolicyLimits limits;
    private final Set<RuleId> ruleIds = new HashSet<>();
    private final Set<EntryId> entryIds = new HashSet<>();
    private int rules;
    private int entries;

    PolicyTotals(PolicyLimits limits) {
        this.limits = limits;
    }

    /** Returns the ids of rules met so far. */
    Set<RuleId> ruleIds() {
        return ruleIds;
    }

    /** Returns the ids of entries met so far. */
    Set<EntryId> entryIds() {
        return entryIds;
    }

    void countRule(JsonCursor cursor) {
        if (++rules > limits.maxRules()) {
            throw cursor.stop(
                    ProblemCode.POLICY_TOO_MANY_RULES,
                    "the policy has more than " + limits.maxRules() + " rules",
                    "put entries that belong together into one rule");
        }
    }

    void countEntry(JsonCursor cursor) {
        if (++entries > limits.maxEntries()) {
            throw cursor.stop(
                    ProblemCode.POLICY_TOO_MANY_ENTRIES,
                    "the policy has more than " + limits.maxEntries() + " entries",
                    "join neighbouring prefixes, or have the operator raise the limit");
        }
    }
}
