package dev.sallyport.control.whatif;

import dev.sallyport.engine.policy.RuleId;

/** Where in a policy an entry is put to admit somebody. */
public sealed interface Placement {

    /** Among the sources of an ALLOW rule that applies to the request. */
    record InSources(RuleId rule) implements Placement {}

    /** Among the exceptions of a DENY rule that matches the request. */
    record InExceptions(RuleId rule) implements Placement {}

    /**
     * In an ALLOW rule of its own with the scope of {@code like}, for that rule applies and cannot
     * take it: it has ended, or excepts the address. Since a rule with this scope stands already,
     * nobody else is denied by the new one.
     */
    record InNewRule(RuleId like) implements Placement {}

    /** Returns the rule that is named. */
    default RuleId namedRule() {
        return switch (this) {
            case InSources(RuleId rule) -> rule;
            case InExceptions(RuleId rule) -> rule;
            case InNewRule(RuleId like) -> like;
        };
    }
}
