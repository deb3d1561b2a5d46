package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.AddressMap;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.SupportGrant;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * A candidate at one instant without the networks that its rules name. Two candidates of equal form decide two requests
 * alike if the same sides of the same rules, and the same grants, hold the address.
 *
 * numbering: the ids of all rules, in force or not, by which sides have the same bits in the AddressMap
 * always: the sides that match every request
 * countries, origins: the sides that name each of them
 */
record CandidateForm(
        boolean isReady,
        ClientAuthorization authorizedClients,
        List<RuleId> numbering,
        List<RuleForm> rules,
        BitSet always,
        Map<CountryCode, BitSet> countries,
        Map<Long, BitSet> origins,
        List<SupportGrant> supportGrants,
        List<Exemption> exemptions,
        List<BreakGlassGrant> breakGlassGrants) {

    static CandidateForm of(TenantSnapshot snapshot, long epochMillis, AddressMap map) {
        TenantState state = snapshot.state();
        Instant instant = Instant.ofEpochMilli(epochMillis);
        List<Rule> rules =
                state.policy().rules().stream().sorted(Comparator.comparing(Rule::id)).toList();
        return new CandidateForm(
                snapshot.isReady(),
                state.policy().authorizedClients(),
                rules.stream().map(Rule::id).toList(),
                rules.stream()
                        .filter(rule -> RuleForm.isInForce(rule, instant))
                        .map(rule -> RuleForm.of(rule, instant))
                        .toList(),
                map.always(),
                map.countries(),
                map.origins(),
                state.supportGrants(),
                state.exemptions(),
                state.breakGlassGrants());
    }

    /** Returns the principals that some grant or exemption names. */
    Set<PrincipalReference> principals() {
        Set<PrincipalReference> named = new HashSet<>();
        supportGrants.forEach(grant -> named.addAll(grant.coverage().principals()));
        exemptions.forEach(exemption -> named.addAll(exemption.coverage().principals()));
        return named;
    }
}
