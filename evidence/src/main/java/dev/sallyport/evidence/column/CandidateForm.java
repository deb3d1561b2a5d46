package dev.sallyport.evidence.column;

import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.SupportGrant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/*
 * A candidate at one instant without the networks that its rules name. Two candidates of equal form decide two requests
 * alike if the same sides of the same rules, and the same grants, hold the address.
 */
record CandidateForm(
        boolean isReady,
        ClientAuthorization authorizedClients,
        List<RuleForm> rules,
        List<SupportGrant> supportGrants,
        List<Exemption> exemptions,
        List<BreakGlassGrant> breakGlassGrants) {

    /** Returns the countries that some rule names. */
    Set<CountryCode> countries() {
        Set<CountryCode> named = new HashSet<>();
        for (RuleForm rule : rules) {
            named.addAll(rule.sources().countries());
            named.addAll(rule.except().countries());
        }
        return named;
    }

    /** Returns the origins that some rule names. */
    Set<Long> asns() {
        Set<Long> named = new HashSet<>();
        for (RuleForm rule : rules) {
            named.addAll(rule.sources().asns());
            named.addAll(rule.except().asns());
        }
        return named;
    }

    /** Returns the principals that some grant or exemption names. */
    Set<PrincipalReference> principals() {
        Set<PrincipalReference> named = new HashSet<>();
        supportGrants.forEach(grant -> named.addAll(grant.coverage().principals()));
        exemptions.forEach(exemption -> named.addAll(exemption.coverage().principals()));
        return named;
    }
}
