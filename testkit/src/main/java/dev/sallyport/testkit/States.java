package dev.sallyport.testkit;

import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.SupportGrant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States of a tenant that differ from a given one in one respect. */
public final class States {

    private States() {}

    /** Returns the state with another active policy. */
    public static TenantState withPolicy(TenantState state, Policy policy) {
        return with(state, policy, state.draft(), state.lists(), state.geoData());
    }

    /** Returns the state with another draft, or none. */
    public static TenantState withDraft(TenantState state, @Nullable Policy draft) {
        return with(state, state.policy(), draft, state.lists(), state.geoData());
    }

    /** Returns the state with other lists. */
    public static TenantState withLists(TenantState state, Map<ListName, NetworkList> lists) {
        return with(state, state.policy(), state.draft(), lists, state.geoData());
    }

    /** Returns the state with other geo data. */
    public static TenantState withGeoData(TenantState state, GeoData geoData) {
        return with(state, state.policy(), state.draft(), state.lists(), geoData);
    }

    /** Returns the state with the deployment's switch in another position. */
    public static TenantState withDeployment(TenantState state, DeploymentSwitch deployment) {
        return new TenantState(
                state.tenant(),
                state.sequence(),
                state.revision(),
                state.policy(),
                state.draft(),
                state.lists(),
                state.supportGrants(),
                state.exemptions(),
                state.breakGlassGrants(),
                state.geoData(),
                state.nat64Prefixes(),
                deployment);
    }

    /** Returns the state with other grants of every kind. */
    public static TenantState withGrants(
            TenantState state,
            List<SupportGrant> supportGrants,
            List<Exemption> exemptions,
            List<BreakGlassGrant> breakGlassGrants) {
        return new TenantState(
                state.tenant(),
                state.sequence(),
                state.revision(),
                state.policy(),
                state.draft(),
                state.lists(),
                supportGrants,
                exemptions,
                breakGlassGrants,
                state.geoData(),
                state.nat64Prefixes(),
                state.deployment());
    }

    private static TenantState with(
            TenantState state,
            Policy policy,
            @Nullable Policy draft,
            Map<ListName, NetworkList> lists,
            GeoData geoData) {
        return new TenantState(
                state.tenant(),
                state.sequence(),
                state.revision(),
                policy,
                draft,
                lists,
                state.supportGrants(),
                state.exemptions(),
                state.breakGlassGrants(),
                geoData,
                state.nat64Prefixes(),
                state.deployment());
    }
}
