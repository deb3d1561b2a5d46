package dev.sallyport.evidence.column;

import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import java.util.Set;

/*
 * One rule in force at one instant, without the networks it names: what decides besides the address.
 *
 * isPast: whether the rule can no longer match and only restricts
 */
record RuleForm(
        RuleId id,
        Effect effect,
        Scope scope,
        boolean isPast,
        SourcesForm sources,
        SourcesForm except) {

    /*
     * The live entries of one side of a rule that are no networks; lists taken apart.
     *
     * any: whether an entry is `any`
     * neverLoaded: whether an entry names a list that was never loaded
     */
    record SourcesForm(
            Set<CountryCode> countries, Set<Long> asns, boolean any, boolean neverLoaded) {}
}
